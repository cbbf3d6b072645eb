package io.weir.validatesrunner.random;

import io.weir.validatesrunner.random.StreamEvent.Arrival;
import io.weir.validatesrunner.random.StreamEvent.ClockAdvance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;

/**
 * Mistakes that a runner could make, put into pipelines before Weir runs them. They prove that the
 * comparison can fail.
 */
enum Mutant implements UnaryOperator<RandomPipeline> {
  /** Loses the element with number 3. */
  LOSES_AN_ELEMENT {
    @Override
    Operation mutated(Operation operation) {
      return withEvents(
          operation,
          events ->
              events.removeIf(
                  event -> event instanceof Arrival arrival && arrival.element().id() == 3));
    }
  },
  /** Has the element with number 2 twice. */
  DOUBLES_AN_ELEMENT {
    @Override
    Operation mutated(Operation operation) {
      return withEvents(
          operation,
          events -> {
            for (int i = 0; i < events.size(); i++) {
              if (events.get(i) instanceof Arrival arrival && arrival.element().id() == 2) {
                events.add(i, arrival);
                return;
              }
            }
          });
    }
  },
  /** Discards panes that should accumulate. */
  FORGETS_FIRED_PANES {
    @Override
    Operation mutated(Operation operation) {
      return withWindowing(
          operation,
          w ->
              new WindowingSpec(
                  w.windowFn(),
                  w.trigger(),
                  false,
                  w.latenessMs(),
                  w.timestamp(),
                  w.closing(),
                  w.onTime()));
    }
  },
  /** Drops late elements that are within the allowed lateness. */
  ALLOWS_NO_LATENESS {
    @Override
    Operation mutated(Operation operation) {
      return withWindowing(
          operation,
          w ->
              new WindowingSpec(
                  w.windowFn(),
                  w.trigger(),
                  w.accumulates(),
                  0,
                  w.timestamp(),
                  w.closing(),
                  w.onTime()));
    }
  },
  /** Gives panes the time of their window's end. */
  IGNORES_TIMESTAMP_COMBINERS {
    @Override
    Operation mutated(Operation operation) {
      return withWindowing(
          operation,
          w ->
              new WindowingSpec(
                  w.windowFn(),
                  w.trigger(),
                  w.accumulates(),
                  w.latenessMs(),
                  TimestampCombiner.END_OF_WINDOW,
                  w.closing(),
                  w.onTime()));
    }
  },
  /** Fires no processing-time timers before the end. */
  STOPS_THE_CLOCK {
    @Override
    Operation mutated(Operation operation) {
      return withEvents(operation, events -> events.removeIf(e -> e instanceof ClockAdvance));
    }
  };

  abstract Operation mutated(Operation operation);

  @Override
  public RandomPipeline apply(RandomPipeline pipeline) {
    return new RandomPipeline(
        pipeline.steps().stream()
            .map(step -> new Step(mutated(step.operation()), step.inputs()))
            .toList());
  }

  private static Operation withEvents(
      Operation operation, java.util.function.Consumer<List<StreamEvent>> change) {
    if (operation instanceof Operation.Read read
        && read.source() instanceof Source.Streamed streamed) {
      List<StreamEvent> events = new ArrayList<>(streamed.events());
      change.accept(events);
      return new Operation.Read(new Source.Streamed(events));
    }
    return operation;
  }

  private static Operation withWindowing(Operation operation, UnaryOperator<WindowingSpec> change) {
    return operation instanceof Operation.Windowed windowed
        ? new Operation.Windowed(change.apply(windowed.windowing()))
        : operation;
  }

  /** The mutant of that name on the command line; refuses another by name. */
  static Mutant named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
