package io.weir.plan.state;

import java.util.Locale;

/**
 * What becomes of one piece of state when a pipeline starts from a savepoint.
 *
 * @param kind whether it is found
 * @param operator the operator by its name in the pipeline, for dropped state by its old name
 * @param cell the piece; empty when the operator as a whole is meant
 * @param detail more, for people; may be empty
 */
public record StateChange(Kind kind, String operator, String cell, String detail) {
  /** Whether a piece of state is found. */
  public enum Kind {
    /** It is taken over. */
    MATCHED,
    /** It is taken over; its transform had another name. */
    RENAMED,
    /** It is in the savepoint, and nothing in the pipeline wants it. */
    DROPPED,
    /** It is not in the savepoint and starts empty. */
    NEW,
    /** It is there and cannot be read. */
    INCOMPATIBLE;

    /** Whether state can be taken over without a loss. */
    public boolean isLoss() {
      return this == DROPPED || this == INCOMPATIBLE;
    }
  }

  @Override
  public String toString() {
    String where = cell.isEmpty() ? operator : operator + " : " + cell;
    String what = kind.name().toLowerCase(Locale.ROOT);
    return detail.isEmpty()
        ? "%-12s %s".formatted(what, where)
        : "%-12s %s (%s)".formatted(what, where, detail);
  }
}
