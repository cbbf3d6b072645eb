package io.weir.validatesrunner.random;

import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Sessions;
import org.apache.beam.sdk.transforms.windowing.SlidingWindows;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.joda.time.Duration;

/** A window function as a value. */
sealed interface WindowFnSpec {

  WindowFn<Object, ?> windowFn();

  String java();

  /** Whether an element gets one window. */
  default boolean assignsToOneWindow() {
    return true;
  }

  /** Whether grouping merges windows. */
  default boolean isMerging() {
    return false;
  }

  /** One window for all. */
  record Global() implements WindowFnSpec {
    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // Beam types some functions by what they ignore
    public WindowFn<Object, ?> windowFn() {
      return (WindowFn) new GlobalWindows();
    }

    @Override
    public String java() {
      return "new GlobalWindows()";
    }
  }

  /** Windows of one size. */
  record Fixed(long sizeMs, long offsetMs) implements WindowFnSpec {
    @Override
    public WindowFn<Object, ?> windowFn() {
      return FixedWindows.of(Duration.millis(sizeMs)).withOffset(Duration.millis(offsetMs));
    }

    @Override
    public String java() {
      return "FixedWindows.of(Duration.millis(%d)).withOffset(Duration.millis(%d))"
          .formatted(sizeMs, offsetMs);
    }
  }

  /** Windows of one size that overlap. */
  record Sliding(long sizeMs, long periodMs) implements WindowFnSpec {
    @Override
    public WindowFn<Object, ?> windowFn() {
      return SlidingWindows.of(Duration.millis(sizeMs)).every(Duration.millis(periodMs));
    }

    @Override
    public String java() {
      return "SlidingWindows.of(Duration.millis(%d)).every(Duration.millis(%d))"
          .formatted(sizeMs, periodMs);
    }

    @Override
    public boolean assignsToOneWindow() {
      return false;
    }
  }

  /** Windows that grow with what falls into them. */
  record Session(long gapMs) implements WindowFnSpec {
    @Override
    public WindowFn<Object, ?> windowFn() {
      return Sessions.withGapDuration(Duration.millis(gapMs));
    }

    @Override
    public String java() {
      return "Sessions.withGapDuration(Duration.millis(" + gapMs + "))";
    }

    @Override
    public boolean isMerging() {
      return true;
    }
  }
}
