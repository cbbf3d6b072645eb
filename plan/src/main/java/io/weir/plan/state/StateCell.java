package io.weir.plan.state;

import java.util.List;

/**
 * One piece of an operator's state.
 *
 * @param id its name in the operator; for state of user code the state id or timer family
 * @param kind what it holds
 * @param coders ids, in the {@link StateSchema}, of the coders of what it holds
 */
public record StateCell(String id, Kind kind, List<String> coders) {
  /** Copies the list. */
  public StateCell {
    coders = List.copyOf(coders);
  }

  boolean isOfKey() {
    return kind == Kind.KEY;
  }

  /** What a cell holds. The names are part of the stored form. */
  public enum Kind {
    /** The key that all other cells of the operator belong to. */
    KEY,
    /** A value state. */
    VALUE,
    /** A bag state. */
    BAG,
    /** A set state. */
    SET,
    /** A map state: coders of keys and of values. */
    MAP,
    /** A multimap state: coders of keys and of values. */
    MULTIMAP,
    /** An ordered list state. */
    ORDERED_LIST,
    /** A combining state: the accumulators' coder. */
    COMBINING,
    /** A family of timers. */
    TIMERS,
    /** Elements on their way, such as the values of groups that have not been emitted. */
    ELEMENTS,
    /** Accumulators of groups that have not been emitted. */
    ACCUMULATORS,
    /** Restrictions of a splittable DoFn. */
    RESTRICTIONS,
    /** Splits of a source and how far they were read. */
    SOURCE_SPLITS
  }
}
