package io.weir.validatesrunner.own;

import io.weir.validatesrunner.own.Small.SmallCoder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.junit.Rule;
import org.junit.Test;

/** State whose coder the DoFn does not name keeps what is written into it. */
public final class StateCoders implements Serializable {
  private static final long serialVersionUID = 1;

  /** The pipeline of a test. */
  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void areInferredForLists() {
    pipeline.getCoderRegistry().registerCoderForClass(Small.class, new SmallCoder());
    PAssert.that(
            pipeline
                .apply(Create.of(KV.of("k", 42), KV.of("k", 97), KV.of("k", 84)))
                .apply(ParDo.of(new GrowingFn())))
        .containsInAnyOrder(1, 2, 3);
    pipeline.run();
  }

  @Test
  public void areInferredFromTheCoderOfTheInput() {
    PAssert.that(
            pipeline
                .apply(
                    Create.of(
                            KV.of("k", new Small(42)),
                            KV.of("k", new Small(97)),
                            KV.of("k", new Small(84)))
                        .withCoder(KvCoder.of(StringUtf8Coder.of(), new SmallCoder())))
                .apply(ParDo.of(new CountingUpFn())))
        .containsInAnyOrder(1, 2, 3);
    pipeline.run();
  }

  @Test
  public void areInferredBesideASideInput() {
    pipeline.getCoderRegistry().registerCoderForClass(Small.class, new SmallCoder());
    PCollectionView<Integer> view = pipeline.apply("Side", Create.of(5)).apply(View.asSingleton());
    PAssert.that(
            pipeline
                .apply(Create.of(KV.of("k", 1), KV.of("k", 1)))
                .apply(ParDo.of(new AddingFn(view)).withSideInputs(view)))
        .containsInAnyOrder(5, 10);
    pipeline.run();
  }

  private static final class GrowingFn extends DoFn<KV<String, Integer>, Integer> {
    private static final long serialVersionUID = 1;

    @StateId("list")
    private final StateSpec<ValueState<List<Small>>> spec = StateSpecs.value();

    @ProcessElement
    public void process(
        @Element KV<String, Integer> element,
        @StateId("list") ValueState<List<Small>> list,
        OutputReceiver<Integer> out) {
      List<Small> before = list.read();
      List<Small> now = new ArrayList<>(before == null ? List.of() : before);
      now.add(new Small(element.getValue()));
      list.write(now);
      out.output(now.size());
    }
  }

  private static final class CountingUpFn extends DoFn<KV<String, Small>, Integer> {
    private static final long serialVersionUID = 1;

    @StateId("count")
    private final StateSpec<ValueState<Small>> spec = StateSpecs.value();

    @ProcessElement
    public void process(@StateId("count") ValueState<Small> count, OutputReceiver<Integer> out) {
      Small before = count.read();
      Small now = new Small(before == null ? 1 : before.number() + 1);
      count.write(now);
      out.output(now.number());
    }
  }

  /** Adds the side input to the state with each element. */
  private static final class AddingFn extends DoFn<KV<String, Integer>, Integer> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<Integer> view;

    @StateId("sum")
    private final StateSpec<ValueState<Small>> spec = StateSpecs.value();

    AddingFn(PCollectionView<Integer> view) {
      this.view = view;
    }

    @ProcessElement
    public void process(ProcessContext context, @StateId("sum") ValueState<Small> sum) {
      Small before = sum.read();
      int now = (before == null ? 0 : before.number()) + context.sideInput(view);
      sum.write(new Small(now));
      context.output(now);
    }
  }
}
