package io.weir.validatesrunner.random;

import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;

/**
 * What is known of a collection before anything runs.
 *
 * @param order how many elements of it one event of the stream can bring
 * @param isStatic whether it is complete before the first event of the stream
 * @param windowing the last windowing above it
 * @param mergesNext whether the next grouping merges its windows
 * @param endsEarly whether all of it comes before the watermark reaches the end of time
 * @param isWithinTime whether no element has a time near the end of time, where a window would end
 *     beyond it
 * @param isNeverLate whether no element comes after the watermark passed its time
 * @param numbers which elements of the source it can stem from, while those are one to one: 1 for
 *     even numbers, 2 for odd, 3 for both
 */
record Facts(
    Order order,
    boolean isStatic,
    WindowingSpec windowing,
    boolean mergesNext,
    boolean endsEarly,
    boolean isWithinTime,
    boolean isNeverLate,
    int numbers) {

  /** How many elements one event can bring, from the least determined on. */
  enum Order {
    /** Any number, in any order. */
    NONE,
    /** At most one for a key and a window. */
    PER_KEY,
    /** At most one for a window. */
    OF_ALL,
    /** At most one, in one window. */
    SINGLE;

    boolean isAtLeast(Order other) {
      return compareTo(other) >= 0;
    }
  }

  Facts withOrder(Order other) {
    return new Facts(
        other, isStatic, windowing, mergesNext, endsEarly, isWithinTime, isNeverLate, numbers);
  }

  Facts withNumbers(int other) {
    return new Facts(
        order, isStatic, windowing, mergesNext, endsEarly, isWithinTime, isNeverLate, other);
  }

  Facts asStream() {
    return new Facts(
        Order.NONE, false, windowing, mergesNext, endsEarly, isWithinTime, isNeverLate, numbers);
  }

  /** Grouped, and emitted by a trigger. */
  Facts grouped() {
    Facts emitted =
        windowing.timestamp() == TimestampCombiner.END_OF_WINDOW ? keptToTheEnd() : this;
    return new Facts(
        Order.PER_KEY,
        isStatic,
        windowing,
        false,
        keptToTheEnd().endsEarly,
        emitted.isWithinTime,
        isNeverLate,
        numbers);
  }

  /** Emitted in any order, perhaps only when its window ends. */
  Facts keptToTheEnd() {
    boolean isEndless = windowing.windowFn() instanceof WindowFnSpec.Global;
    return new Facts(
        Order.NONE,
        isStatic,
        windowing,
        mergesNext,
        endsEarly && !isEndless,
        isWithinTime && !isEndless,
        isNeverLate,
        numbers);
  }

  /** Whether each element stems from one event, in which this collection got nothing else. */
  boolean followsEvents() {
    return order.isAtLeast(Order.OF_ALL) && !isStatic;
  }

  /** Whether it never shares an event with the other. */
  boolean isApartFrom(Facts other) {
    return followsEvents() && other.followsEvents() && (numbers & other.numbers) == 0;
  }

  /** Whether each window has one pane, which the watermark fires when all is there. */
  boolean hasPanesByWatermark() {
    return windowing.trigger().isByWatermark() && hasOneLastPane();
  }

  /** Whether panes are known, since one event brings a key at most one element. */
  boolean hasPanesByElement(Order least) {
    return order.isAtLeast(least) && (followsEvents() || hasOneLastPane());
  }

  /**
   * Whether the last pane is known. Where more happens in one event than that an element comes, the
   * watermark may move in steps, as elements are waiting; whether it jumps over the end of a window
   * and the end of its lateness at once is open.
   */
  private boolean hasOneLastPane() {
    return windowing.latenessMs() == 0 || windowing.trigger() instanceof TriggerSpec.Nothing;
  }

  /** Whether all runners agree from when on a window without a pane counts as empty. */
  boolean isReadyAtWindowEnd() {
    return windowing.windowFn() instanceof WindowFnSpec.Global
        || windowing.trigger() instanceof TriggerSpec.Default
        || windowing.trigger() instanceof TriggerSpec.AtWindowEnd
        || windowing.trigger() instanceof TriggerSpec.AroundWindowEnd;
  }
}
