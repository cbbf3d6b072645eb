package io.weir.validatesrunner.random.transforms;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Prints each element of a collection with all that it has. */
public final class Printed extends PTransform<PCollection<KV<String, String>>, PCollection<Void>> {
  private final String collection;

  /**
   * Makes the transform.
   *
   * @param collection what the collection is called
   */
  public Printed(String collection) {
    this.collection = collection;
  }

  @Override
  public PCollection<Void> expand(PCollection<KV<String, String>> input) {
    return input.apply(ParDo.of(new Print(collection)));
  }

  static final class Print extends DoFn<KV<String, String>, Void> {
    private final String collection;

    Print(String collection) {
      this.collection = collection;
    }

    @ProcessElement
    public void process(ProcessContext context, BoundedWindow window) {
      System.out.println(
          collection
              + ": "
              + Seen.text(context.element(), context.timestamp(), window, context.pane()));
    }
  }
}
