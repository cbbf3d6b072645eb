package io.weir.runner.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Distinct;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Sessions;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import org.joda.time.Duration;

/**
 * A job that has, halfway, something of all that a checkpoint can hold: positions of sources and of
 * splittable DoFns, state of every kind, timers of both kinds, holds, open windows on both roads,
 * elements that wait for stable input, for a side input, or for the order of their times.
 */
final class MatrixPipeline {
  /** How many numbers each of the two sources gives in the first half. */
  static final long HALF = 150;

  private static final long END = 300;
  private static final long KEYS = 7;

  private MatrixPipeline() {}

  /** What the notes of its parts begin with. */
  static final List<String> PARTS =
      List.of("seen ", "sum ", "session ", "distinct ", "state ", "sorted ", "stable ", "side ");

  /** Whether all that comes in the first half has come. */
  static boolean isHalfway() {
    return Gate.notes("seen ").size() == 2 * HALF && !Gate.notes("sum ").isEmpty();
  }

  static void build(Pipeline pipeline) {
    PCollection<Long> read = pipeline.apply("Read", Read.from(GatedSource.of(HALF, END)));
    PCollection<Long> split =
        pipeline
            .apply(Create.of(LongStream.range(0, 10).boxed().toList()))
            .apply("Split", ParDo.of(new GatedFn(HALF, END)));
    PCollection<KV<Long, Long>> numbers =
        PCollectionList.of(read)
            .and(split)
            .apply(Flatten.pCollections())
            .apply("See", ParDo.of(new Gate.NoteFn<>("seen ")))
            .apply("Key", WithKeys.of(n -> n % KEYS))
            .setCoder(KvCoder.of(VarLongCoder.of(), VarLongCoder.of()));
    windows(numbers);
    numbers.apply("State", ParDo.of(new MatrixFn())).apply(note("state "));
    numbers.apply("Sort", ParDo.of(new SortedFn())).apply(note("sorted "));
    numbers.apply("Stable", ParDo.of(new StableFn())).apply(note("stable "));
    sideInput(pipeline, read);
  }

  private static void windows(PCollection<KV<Long, Long>> numbers) {
    numbers
        .apply("Fixed", Window.into(FixedWindows.of(Duration.millis(40))))
        .apply("Sum", Sum.longsPerKey())
        .apply("NoteSum", note("sum "));
    numbers
        .apply("Sessions", Window.into(Sessions.withGapDuration(Duration.millis(20))))
        .apply("Group", GroupByKey.create())
        .apply("Contents", ParDo.of(new ContentsFn()))
        .apply("NoteSession", note("session "));
    numbers
        .apply("Hours", Window.into(FixedWindows.of(Duration.standardHours(1))))
        .apply(Distinct.create())
        .apply("NoteDistinct", note("distinct "));
  }

  /** The side input comes in the second half only, and for each window anew. */
  private static void sideInput(Pipeline pipeline, PCollection<Long> read) {
    Duration window = Duration.millis(60);
    PCollectionView<Long> view =
        pipeline
            .apply("ReadSide", Read.from(GatedSource.of(0, END)))
            .apply("SideWindow", Window.into(FixedWindows.of(window)))
            .apply("SideSum", Sum.longsGlobally().withoutDefaults())
            .apply(View.asSingleton());
    read.apply("MainWindow", Window.into(FixedWindows.of(window)))
        .apply("AddSide", ParDo.of(new AddFn(view)).withSideInputs(view))
        .apply("NoteSide", note("side "));
  }

  private static <T> ParDo.SingleOutput<T, T> note(String beginning) {
    return ParDo.of(new Gate.NoteFn<>(beginning));
  }

  private static final class ContentsFn extends DoFn<KV<Long, Iterable<Long>>, String> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element KV<Long, Iterable<Long>> group, OutputReceiver<String> out) {
      List<Long> numbers = new ArrayList<>();
      group.getValue().forEach(numbers::add);
      out.output(group.getKey() + ": " + numbers.stream().sorted().toList());
    }
  }

  private static final class SortedFn extends DoFn<KV<Long, Long>, Long> {
    private static final long serialVersionUID = 1;

    @StateId("unused")
    private final StateSpec<ValueState<Long>> spec = StateSpecs.value();

    @RequiresTimeSortedInput
    @ProcessElement
    public void process(@Element KV<Long, Long> element, OutputReceiver<Long> out) {
      out.output(element.getValue());
    }
  }

  private static final class StableFn extends DoFn<KV<Long, Long>, Long> {
    private static final long serialVersionUID = 1;

    @RequiresStableInput
    @ProcessElement
    public void process(@Element KV<Long, Long> element, OutputReceiver<Long> out) {
      out.output(element.getValue());
    }
  }

  private static final class AddFn extends DoFn<Long, String> {
    private static final long serialVersionUID = 1;
    private final PCollectionView<Long> view;

    AddFn(PCollectionView<Long> view) {
      this.view = view;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      context.output(context.element() + " beside " + context.sideInput(view));
    }
  }
}
