package io.weir.worker.group;

import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.plan.WeirPipelineOptions;
import io.weir.plan.operator.GroupPayload;
import io.weir.plan.operator.GroupingRoad;
import io.weir.plan.operator.OperatorPayload;
import io.weir.worker.testing.PlannedPipeline;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Never;
import org.apache.beam.sdk.transforms.windowing.SlidingWindows;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Trigger;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** A grouping of one of the kinds that the plan sends down the fast road. */
final class RandomGrouping {
  private static final List<TimestampCombiner> COMBINERS =
      List.of(
          TimestampCombiner.EARLIEST, TimestampCombiner.LATEST, TimestampCombiner.END_OF_WINDOW);

  private final WindowFn<? super KV<Long, Long>, ?> windowFn;
  private final PlannedPipeline pipeline;
  private final GroupPayload payload;

  RandomGrouping(Random random) {
    windowFn = windowFn(random);
    Window<KV<Long, Long>> window =
        Window.<KV<Long, Long>>into(windowFn)
            .triggering(trigger(random))
            .withTimestampCombiner(COMBINERS.get(random.nextInt(COMBINERS.size())))
            .withAllowedLateness(
                Duration.ZERO,
                random.nextBoolean()
                    ? Window.ClosingBehavior.FIRE_ALWAYS
                    : Window.ClosingBehavior.FIRE_IF_NON_EMPTY);
    window = random.nextBoolean() ? window.accumulatingFiredPanes() : window.discardingFiredPanes();
    Pipeline pipeline = Pipeline.create();
    pipeline.getOptions().as(WeirPipelineOptions.class).setWorkerMemory(memory(random));
    PCollection<KV<Long, Long>> input = pipeline.apply(Create.of(KV.of(1L, 1L))).apply(window);
    switch (random.nextInt(3)) {
      case 0 -> input.apply(GroupByKey.create());
      case 1 -> input.apply(Sum.longsPerKey());
      default -> input.apply(Combine.perKey(new CollectingFn()));
    }
    this.pipeline = PlannedPipeline.of(pipeline);
    List<OperatorSpec> specs = this.pipeline.specs(GroupPayload.URN);
    payload = (GroupPayload) OperatorPayload.parse(specs.get(specs.size() - 1));
  }

  /** The default, or what is enough for none, one or some of the groups. */
  private static String memory(Random random) {
    int bytes = 1 + random.nextInt(6_000);
    return random.nextInt(3) == 0 ? "" : Integer.toString(bytes);
  }

  private static WindowFn<? super KV<Long, Long>, ?> windowFn(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new GlobalWindows();
      case 1 -> FixedWindows.of(Duration.millis(1 + random.nextInt(40)));
      default -> {
        int period = 1 + random.nextInt(20);
        yield SlidingWindows.of(Duration.millis(period + random.nextInt(40)))
            .every(Duration.millis(period));
      }
    };
  }

  private static Trigger trigger(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> DefaultTrigger.of();
      case 1 -> AfterWatermark.pastEndOfWindow();
      default -> Never.ever();
    };
  }

  /** The road that the plan chose. */
  GroupingRoad planned() {
    return payload.road();
  }

  /** Makes the operator of the road. */
  Operator operator(GroupingRoad road, OperatorContext context) throws Exception {
    return pipeline.operator(
        new GroupPayload(payload.transform(), road, payload.combine()).toSpec(), context);
  }

  /** The windows of a timestamp. */
  Collection<? extends BoundedWindow> windowsOf(long timestamp) {
    Instant instant = Instant.ofEpochMilli(timestamp);
    if (windowFn instanceof SlidingWindows sliding) {
      return sliding.assignWindows(instant);
    }
    return windowFn instanceof FixedWindows fixed
        ? List.of(fixed.assignWindow(instant))
        : List.of(GlobalWindow.INSTANCE);
  }
}
