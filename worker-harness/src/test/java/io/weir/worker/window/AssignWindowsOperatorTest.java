package io.weir.worker.window;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import io.weir.engine.operator.Operator;
import io.weir.worker.testing.FakeOperatorContext;
import io.weir.worker.testing.PlannedPipeline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.CalendarWindows;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.Sessions;
import org.apache.beam.sdk.transforms.windowing.SlidingWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AssignWindowsOperatorTest {
  private final FakeOperatorContext context = new FakeOperatorContext();

  private static Stream<WindowFn<Object, ?>> windowFns() {
    return Stream.of(
        new GlobalWindows(),
        FixedWindows.of(Duration.millis(10)),
        FixedWindows.of(Duration.millis(10)).withOffset(Duration.millis(3)),
        SlidingWindows.of(Duration.millis(30)).every(Duration.millis(10)),
        SlidingWindows.of(Duration.millis(25)).every(Duration.millis(10)),
        SlidingWindows.of(Duration.millis(30))
            .every(Duration.millis(10))
            .withOffset(Duration.millis(7)),
        Sessions.withGapDuration(Duration.millis(10)),
        CalendarWindows.days(1));
  }

  private Operator operator(WindowFn<Object, ?> windowFn) throws Exception {
    Pipeline pipeline = Pipeline.create();
    pipeline.apply(Create.of(1L)).apply("Into", Window.into(windowFn));
    return PlannedPipeline.of(pipeline).operator("Into/Window.Assign", context);
  }

  private WindowedValue<?> assigned(int index) {
    return (WindowedValue<?>) context.emitted(0).get(index);
  }

  @ParameterizedTest
  @MethodSource("windowFns")
  void assignsWhatTheWindowFunctionAssigns(WindowFn<Object, ?> windowFn) throws Exception {
    Operator operator = operator(windowFn);
    Random random = new Random(1);

    for (int i = 0; i < 500; i++) {
      Instant timestamp = Instant.ofEpochMilli(random.nextInt(200) - 100L);
      operator.process(0, null, WindowedValues.timestampedValueInGlobalWindow(1L, timestamp));

      Set<BoundedWindow> expected =
          new HashSet<>(AnyAssigner.of(windowFn).assign(1L, timestamp, GlobalWindow.INSTANCE));
      assertThat(new HashSet<>(assigned(i).getWindows()), is(expected));
      assertThat(assigned(i).getTimestamp(), is(timestamp));
    }
  }

  @Test
  void assignsAnElementOfSeveralWindowsOnceForEach() throws Exception {
    Operator operator = operator(FixedWindows.of(Duration.millis(10)));
    List<BoundedWindow> windows = new ArrayList<>();
    for (long start : new long[] {0, 5}) {
      windows.add(
          new IntervalWindow(Instant.ofEpochMilli(start), Instant.ofEpochMilli(start + 10)));
    }

    operator.process(
        0, null, WindowedValues.of("x", Instant.ofEpochMilli(6), windows, PaneInfo.NO_FIRING));

    assertThat(context.emitted(0), hasSize(2));
  }

  @Test
  void keepsThePaneAndTheValue() throws Exception {
    Operator operator = operator(FixedWindows.of(Duration.millis(10)));
    Object value = new Object();
    PaneInfo pane = PaneInfo.createPane(true, true, PaneInfo.Timing.LATE);

    operator.process(
        0, null, WindowedValues.of(value, Instant.ofEpochMilli(6), GlobalWindow.INSTANCE, pane));

    assertThat(assigned(0).getPaneInfo(), is(pane));
    assertThat(assigned(0).getValue(), is(sameInstance(value)));
  }
}
