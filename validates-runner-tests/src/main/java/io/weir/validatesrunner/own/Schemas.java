package io.weir.validatesrunner.own;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.Select;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.values.Row;
import org.junit.Rule;
import org.junit.Test;

/** A schema goes with the elements through transforms that keep them. */
public final class Schemas implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Schema NAME = Schema.builder().addStringField("name").build();
  private static final Schema BOTH =
      Schema.builder().addInt32Field("count").addStringField("name").build();

  /** The pipeline of a test. */
  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void arePassedThroughAFilter() {
    PAssert.that(
            pipeline
                .apply(Create.of(row(1, "a"), row(2, "b"), row(3, "c")).withRowSchema(BOTH))
                .apply(Filter.by((Row row) -> requireNonNull(row.getInt32("count")) > 0))
                .apply(Select.fieldNames("name")))
        .containsInAnyOrder(name("a"), name("b"), name("c"));
    pipeline.run();
  }

  private static Row name(String name) {
    return Row.withSchema(NAME).addValue(name).build();
  }

  private static Row row(int count, String name) {
    return Row.withSchema(BOTH).addValues(count, name).build();
  }
}
