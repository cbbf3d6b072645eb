package io.weir.validatesrunner.random;

import io.weir.validatesrunner.random.TriggerSpec.Once;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window.ClosingBehavior;
import org.apache.beam.sdk.transforms.windowing.Window.OnTimeBehavior;

/** Makes windowing of every kind. */
final class WindowingGenerator {
  private static final long SECOND_MS = 1000;

  private final Random random;

  WindowingGenerator(Random random) {
    this.random = random;
  }

  /**
   * Makes one.
   *
   * @param isStreamed whether triggers other than by watermark make sense
   */
  WindowingSpec windowing(boolean isStreamed) {
    return new WindowingSpec(
        windowFn(),
        isStreamed && random.nextInt(3) != 0 ? trigger() : byWatermark(),
        random.nextBoolean(),
        random.nextBoolean() ? 0 : (1 + random.nextInt(10)) * SECOND_MS,
        oneOf(TimestampCombiner.values()),
        oneOf(ClosingBehavior.values()),
        random.nextInt(4) == 0 ? OnTimeBehavior.FIRE_IF_NON_EMPTY : OnTimeBehavior.FIRE_ALWAYS);
  }

  private WindowFnSpec windowFn() {
    return switch (random.nextInt(5)) {
      case 0 -> new WindowFnSpec.Global();
      case 1 -> new WindowFnSpec.Fixed(5 * SECOND_MS, random.nextInt(3) * SECOND_MS);
      case 2 -> new WindowFnSpec.Fixed(10 * SECOND_MS, 0);
      case 3 -> new WindowFnSpec.Sliding(10 * SECOND_MS, (3 + 2 * random.nextInt(2)) * SECOND_MS);
      default -> new WindowFnSpec.Session((2 + random.nextInt(5)) * SECOND_MS);
    };
  }

  private TriggerSpec byWatermark() {
    return switch (random.nextInt(6)) {
      case 0 -> new TriggerSpec.Nothing();
      case 1 -> new TriggerSpec.AtWindowEnd();
      default -> new TriggerSpec.Default();
    };
  }

  /** Makes one that loses no data, as Beam demands: it goes on for ever, or to the window's end. */
  private TriggerSpec trigger() {
    return switch (random.nextInt(8)) {
      case 0 -> new TriggerSpec.Forever(once());
      case 1 -> new TriggerSpec.Forever(new TriggerSpec.InOrder(List.of(once(), once())));
      case 2 -> new TriggerSpec.InOrder(List.of(once(), new TriggerSpec.Forever(once())));
      case 3 ->
          new TriggerSpec.Forever(
              new TriggerSpec.Until(
                  new TriggerSpec.Forever(once()), new TriggerSpec.AtWindowEnd()));
      case 4 ->
          new TriggerSpec.Forever(new TriggerSpec.Until(new TriggerSpec.Forever(once()), once()));
      default -> new TriggerSpec.AroundWindowEnd(maybeOnce(), maybeOnce());
    };
  }

  private Optional<Once> maybeOnce() {
    return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(once());
  }

  private Once once() {
    return switch (random.nextInt(5)) {
      case 0 -> new TriggerSpec.First(List.of(simple(), simple()));
      case 1 -> new TriggerSpec.All(List.of(simple(), simple()));
      default -> simple();
    };
  }

  private Once simple() {
    return switch (random.nextInt(7)) {
      case 0 -> new TriggerSpec.AtWindowEnd();
      case 1, 2 -> delay();
      default -> new TriggerSpec.Count(1 + random.nextInt(3));
    };
  }

  private Once delay() {
    Optional<Long> periodMs =
        random.nextInt(3) == 0 ? Optional.of(10 * SECOND_MS) : Optional.empty();
    return new TriggerSpec.Delay(random.nextInt(10) * SECOND_MS, periodMs);
  }

  private <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
