package io.weir.validatesrunner.own;

import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.junit.Rule;
import org.junit.Test;

/**
 * Every element meets a DoFn that is set up, in a bundle that was started, and every bundle is
 * finished. The DoFn emits how many elements a bundle had when it is finished, so that an element
 * counts only if all was in order.
 */
public final class CallSequence implements Serializable {
  private static final long serialVersionUID = 1;

  /** The pipeline of a test. */
  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void holdsForAParDo() {
    expectSeven(input().apply(ParDo.of(new CountingFn())));
    pipeline.run();
  }

  @Test
  public void holdsForAParDoWithSeveralOutputs() {
    TupleTag<Integer> main = new TupleTag<>("main");
    expectSeven(
        input()
            .apply(ParDo.of(new CountingFn()).withOutputTags(main, TupleTagList.empty()))
            .get(main));
    pipeline.run();
  }

  @Test
  public void holdsForAStatefulParDo() {
    expectSeven(input().apply(ParDo.of(new StatefulCountingFn())));
    pipeline.run();
  }

  private PCollection<KV<String, Integer>> input() {
    return PCollectionList.of(
            pipeline.apply("Some", Create.of(KV.of("a", 1), KV.of("b", 2), KV.of("a", 4))))
        .and(
            pipeline.apply(
                "Others",
                Create.of(List.of(KV.of("b", 3), KV.of("a", 5), KV.of("c", 6), KV.of("c", 7)))))
        .apply(Flatten.pCollections());
  }

  private static void expectSeven(PCollection<Integer> countOfBundles) {
    PAssert.that(countOfBundles.apply(Sum.integersGlobally())).containsInAnyOrder(7);
  }

  static class CountingFn extends DoFn<KV<String, Integer>, Integer> {
    private static final long serialVersionUID = 1;

    private transient int setUp;
    private transient int started;
    private transient int finished;
    private transient int elements;

    @Setup
    public void setUp() {
      setUp++;
    }

    @StartBundle
    public void start() {
      elements = 0;
      started++;
    }

    @ProcessElement
    public void process() {
      if (setUp == 1 && started == finished + 1) {
        elements++;
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      finished++;
      if (started == finished) {
        context.output(elements, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
      }
    }
  }

  private static final class StatefulCountingFn extends CountingFn {
    private static final long serialVersionUID = 1;

    @StateId("unused")
    private final StateSpec<ValueState<String>> spec = StateSpecs.value(StringUtf8Coder.of());
  }
}
