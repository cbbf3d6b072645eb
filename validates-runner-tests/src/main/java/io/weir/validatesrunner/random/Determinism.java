package io.weir.validatesrunner.random;

import io.weir.validatesrunner.random.Facts.Order;
import io.weir.validatesrunner.random.transforms.WithSideInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether the model determines every element of every collection of a pipeline, with its
 * timestamp, window and pane.
 *
 * <p>What it leaves open is how elements that follow from one event are cut into bundles, and their
 * order. A trigger that counts, or any state, may show that. So a collection has an {@link Order},
 * and what looks at order needs some. Watermarks are exact, since an event ends before the next
 * begins.
 */
final class Determinism {
  private static final int ALL_NUMBERS = 3;
  private static final int EVEN = 1;
  private static final int ODD = 2;

  /** Whether bounded collections are complete before the first event of a stream. */
  private final boolean boundedComesFirst;

  private Determinism(boolean boundedComesFirst) {
    this.boundedComesFirst = boundedComesFirst;
  }

  /** Whether all of it is determined, with bounded collections complete before a stream begins. */
  static boolean holdsFor(RandomPipeline pipeline) {
    return new Determinism(true).factsOf(pipeline).isPresent();
  }

  /**
   * Whether all of it is determined although bounded sources may be held back while a stream plays:
   * what then waits for its side input comes together.
   */
  static boolean holdsWithSourcesHeldBack(RandomPipeline pipeline) {
    return new Determinism(false).factsOf(pipeline).isPresent();
  }

  /** Returns what is known of each output of each step; nothing if one is not determined. */
  private Optional<List<List<Facts>>> factsOf(RandomPipeline pipeline) {
    List<List<Facts>> known = new ArrayList<>();
    for (Step step : pipeline.steps()) {
      List<Facts> inputs =
          step.inputs().stream().map(ref -> known.get(ref.step()).get(ref.port())).toList();
      List<Facts> outputs = outputs(step.operation(), inputs);
      if (outputs.isEmpty()) {
        return Optional.empty();
      }
      known.add(outputs);
    }
    return Optional.of(known);
  }

  private List<Facts> outputs(Operation operation, List<Facts> inputs) {
    if (operation instanceof Operation.Read read) {
      return List.of(read(read.source()));
    }
    Facts input = inputs.get(0);
    if (operation instanceof Operation.Windowed windowed) {
      return windowed(input, windowed.windowing());
    }
    if (operation instanceof Operation.Splitting) {
      return List.of(
          input.withNumbers(input.numbers() & EVEN), input.withNumbers(input.numbers() & ODD));
    }
    if (operation instanceof Operation.Flattening) {
      return flattened(input, inputs.get(1));
    }
    if (operation instanceof Operation.SideInput sideInput) {
      return joined(input, inputs.get(1), sideInput.kind());
    }
    UnaryTransform transform = ((Operation.Unary) operation).transform();
    return isMet(transform.needs(), input) ? List.of(left(transform, input)) : List.of();
  }

  private static Facts read(Source source) {
    return new Facts(
        source.isStream() ? Order.SINGLE : Order.NONE,
        !source.isStream(),
        WindowingSpec.INITIAL,
        false,
        true,
        true,
        source.isNeverLate(),
        ALL_NUMBERS);
  }

  private static List<Facts> windowed(Facts input, WindowingSpec given) {
    WindowingSpec windowing = given.behind(input.windowing());
    boolean isEndless = windowing.windowFn() instanceof WindowFnSpec.Global;
    if (!windowing.hasDeterminedPanes(input.isNeverLate())
        || (!input.isWithinTime() && !isEndless)) {
      return List.of();
    }
    Order order = Order.NONE;
    if (input.order() == Order.SINGLE) {
      order = windowing.windowFn().assignsToOneWindow() ? Order.SINGLE : Order.OF_ALL;
    }
    return List.of(
        new Facts(
            order,
            input.isStatic(),
            windowing,
            windowing.windowFn().isMerging(),
            input.endsEarly(),
            input.isWithinTime(),
            input.isNeverLate(),
            input.numbers()));
  }

  private static List<Facts> flattened(Facts one, Facts other) {
    if (!one.windowing().equals(other.windowing()) || one.mergesNext() != other.mergesNext()) {
      return List.of();
    }
    Order order = Order.NONE;
    if (one.isApartFrom(other)) {
      order = one.order().isAtLeast(other.order()) ? other.order() : one.order();
    }
    return List.of(
        new Facts(
            order,
            one.isStatic() && other.isStatic(),
            one.windowing(),
            one.mergesNext(),
            one.endsEarly() && other.endsEarly(),
            one.isWithinTime() && other.isWithinTime(),
            one.isNeverLate() && other.isNeverLate(),
            one.numbers() | other.numbers()));
  }

  private List<Facts> joined(Facts main, Facts side, WithSideInput.Kind kind) {
    // Whether an element of an expired window still meets a side input is the runner's choice.
    boolean isEndless = main.windowing().windowFn() instanceof WindowFnSpec.Global;
    boolean mayBeExpired = !main.isNeverLate() && !isEndless;
    boolean hasSideWindow =
        !isEndless || side.windowing().windowFn() instanceof WindowFnSpec.Global;
    if (mayBeExpired
        || !hasSideWindow
        || side.windowing().windowFn().isMerging()
        || !side.isReadyAtWindowEnd()) {
      return List.of();
    }
    if (side.hasPanesByWatermark()) {
      return List.of(side.isStatic() && boundedComesFirst ? main : main.asStream());
    }
    boolean takesAnyPane = kind != WithSideInput.Kind.MAP && kind != WithSideInput.Kind.SINGLETON;
    return takesAnyPane && main.isApartFrom(side) ? List.of(main.asStream()) : List.of();
  }

  private static boolean isMet(UnaryTransform.Needs needs, Facts input) {
    return switch (needs) {
      case NOTHING -> true;
      case PANES_PER_KEY -> input.hasPanesByElement(Order.PER_KEY) || input.hasPanesByWatermark();
      case PANES -> input.hasPanesByElement(Order.OF_ALL) || input.hasPanesByWatermark();
      // Windows of parts of a key merge apart from those of other parts, whatever these are.
      case PANES_BY_WATERMARK -> input.hasPanesByWatermark() && !input.mergesNext();
      case STATE -> !input.windowing().windowFn().isMerging();
      case TIMER_AT_WINDOW_END ->
          !input.windowing().windowFn().isMerging()
              && (input.order().isAtLeast(Order.PER_KEY)
                  || input.isStatic()
                  || input.windowing().latenessMs() == 0);
      case ORDER_PER_KEY ->
          !input.windowing().windowFn().isMerging() && input.order().isAtLeast(Order.PER_KEY);
      // What processing time triggers and what timers do at the same time have no order.
      case ORDER_OF_EVENTS ->
          !input.windowing().windowFn().isMerging() && input.followsEvents() && input.endsEarly();
    };
  }

  private static Facts left(UnaryTransform transform, Facts input) {
    Facts same =
        transform == UnaryTransform.KEEP_EVEN ? input.withNumbers(input.numbers() & EVEN) : input;
    return switch (transform.leaves()) {
      case ORDER -> same;
      case ORDER_OF_ALL -> same.order().isAtLeast(Order.OF_ALL) ? same : same.withOrder(Order.NONE);
      case ORDER_PER_KEY -> same.grouped();
      case NO_ORDER -> same.keptToTheEnd();
    };
  }
}
