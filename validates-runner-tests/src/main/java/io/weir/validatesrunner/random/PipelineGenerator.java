package io.weir.validatesrunner.random;

import io.weir.validatesrunner.random.StreamEvent.Arrival;
import io.weir.validatesrunner.random.StreamEvent.ClockAdvance;
import io.weir.validatesrunner.random.StreamEvent.WatermarkAdvance;
import io.weir.validatesrunner.random.transforms.WithSideInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes a pipeline from a seed: always the same one, and one that is determined. */
final class PipelineGenerator {
  private static final int FEWEST_STEPS = 3;
  private static final int MOST_STEPS = 9;
  private static final int TRIES = 400;
  private static final int KEYS = 2;
  private static final long SECOND_MS = 1000;

  private static final UnaryTransform[] GROUPINGS = {
    UnaryTransform.GROUP, UnaryTransform.COMBINE, UnaryTransform.COMBINE_GLOBALLY
  };

  private final Random random;
  private final WindowingGenerator windowings;
  private int elements;

  private PipelineGenerator(long seed) {
    random = new Random(seed);
    windowings = new WindowingGenerator(random);
  }

  static RandomPipeline generate(long seed) {
    return new PipelineGenerator(seed).pipeline();
  }

  private RandomPipeline pipeline() {
    boolean isStreamed = random.nextInt(5) != 0;
    RandomPipeline pipeline = new RandomPipeline(List.of(read(isStreamed ? stream() : bounded())));
    if (random.nextInt(3) == 0) {
      pipeline = pipeline.plus(read(bounded()));
    }
    int steps = FEWEST_STEPS + random.nextInt(MOST_STEPS - FEWEST_STEPS);
    int tries = 0;
    for (int made = 0; made < steps && tries < TRIES; tries++) {
      RandomPipeline longer = pipeline.plus(step(pipeline, isStreamed));
      if (longer.isValid()) {
        pipeline = longer;
        made++;
      }
    }
    return pipeline;
  }

  private static Step read(Source source) {
    return new Step(new Operation.Read(source), List.of());
  }

  private Step step(RandomPipeline pipeline, boolean isStreamed) {
    int last = pipeline.steps().size() - 1;
    if (pipeline.steps().get(last).operation() instanceof Operation.Windowed
        && random.nextInt(3) != 0) {
      // What a windowing means shows only where something is grouped.
      CollectionRef windowed = new CollectionRef(last, 0);
      return new Step(new Operation.Unary(oneOf(GROUPINGS)), List.of(windowed));
    }
    CollectionRef input = collection(pipeline);
    return switch (random.nextInt(12)) {
      case 0, 1, 2 ->
          new Step(new Operation.Windowed(windowings.windowing(isStreamed)), List.of(input));
      case 3 -> new Step(new Operation.Splitting(), List.of(input));
      case 4 -> new Step(new Operation.Flattening(), List.of(input, collection(pipeline)));
      case 5 ->
          new Step(
              new Operation.SideInput(oneOf(WithSideInput.Kind.values())),
              List.of(input, collection(pipeline)));
      default -> new Step(new Operation.Unary(oneOf(UnaryTransform.values())), List.of(input));
    };
  }

  /** Later collections are likelier, so that pipelines are deep rather than broad. */
  private CollectionRef collection(RandomPipeline pipeline) {
    int last = pipeline.steps().size() - 1;
    int index = random.nextInt(3) == 0 ? random.nextInt(last + 1) : last;
    List<CollectionRef> outputs = pipeline.outputsOf(index);
    return outputs.get(random.nextInt(outputs.size()));
  }

  private <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private Source bounded() {
    List<SourceElement> some = new ArrayList<>();
    int count = random.nextInt(10);
    for (int i = 0; i < count; i++) {
      some.add(element(random.nextInt(30) * SECOND_MS));
    }
    return new Source.Bounded(some);
  }

  private SourceElement element(long timestampMs) {
    return new SourceElement(elements++, random.nextInt(KEYS), timestampMs);
  }

  /** Elements around a watermark that comes after them, and processing time that goes on. */
  private Source stream() {
    List<StreamEvent> events = new ArrayList<>();
    long watermarkMs = 0;
    int farthestBehind = random.nextInt(2) * 3;
    int count = 6 + random.nextInt(14);
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(8)) {
        case 0, 1 -> {
          watermarkMs += (1 + random.nextInt(12)) * SECOND_MS / (random.nextInt(4) == 0 ? 7 : 1);
          events.add(new WatermarkAdvance(onBorder(watermarkMs)));
          watermarkMs = onBorder(watermarkMs);
        }
        case 2 -> events.add(new ClockAdvance((1 + random.nextInt(15)) * SECOND_MS));
        default -> events.add(new Arrival(element(timestampNear(watermarkMs, farthestBehind))));
      }
    }
    Source.Streamed stream = new Source.Streamed(events);
    return stream.isInOrder() ? stream : stream();
  }

  private long timestampNear(long watermarkMs, int farthestBehind) {
    long aheadMs = (random.nextInt(16) - farthestBehind) * SECOND_MS;
    long timestampMs = Math.max(0, onBorder(watermarkMs + aheadMs));
    return farthestBehind == 0 ? Math.max(watermarkMs, timestampMs) : timestampMs;
  }

  /** Borders of windows and the milliseconds beside them are where mistakes are. */
  private long onBorder(long timeMs) {
    return switch (random.nextInt(4)) {
      case 0 -> timeMs / (5 * SECOND_MS) * 5 * SECOND_MS - 1;
      case 1 -> timeMs / (5 * SECOND_MS) * 5 * SECOND_MS;
      default -> timeMs;
    };
  }
}
