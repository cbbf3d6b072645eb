package io.weir.engine.control;

/**
 * What a round found in some subtasks.
 *
 * @param worked whether one of them did something since the round before, or has more to do
 * @param awaitsCheckpoint whether something in them goes on only when a checkpoint is durable
 * @param hasNext whether there are events to play
 * @param elapsedMs processing time that the events played so far have passed
 */
public record RoundResult(
    boolean worked, boolean awaitsCheckpoint, boolean hasNext, long elapsedMs) {
  /** Of no subtask at all. */
  public static final RoundResult NONE = new RoundResult(false, false, false, 0);

  /** The result of these subtasks and others. */
  public RoundResult and(RoundResult other) {
    return new RoundResult(
        worked || other.worked,
        awaitsCheckpoint || other.awaitsCheckpoint,
        hasNext || other.hasNext,
        elapsedMs + other.elapsedMs);
  }
}
