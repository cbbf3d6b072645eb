package io.weir.engine.operator;

/**
 * The part of an operator that plays events in a job that runs in rounds: the next event comes when
 * all that the one before caused is done, in the whole job. The operator is in a vertex without
 * input edges.
 *
 * <p>Thread: the subtask thread.
 */
public interface EventPlayer {
  /** Whether there is an event that was not played. */
  boolean hasNext();

  /** Plays the next event if there is one. Not called while the job is at work. */
  void playNext() throws Exception;

  /**
   * Processing time that all events so far have passed, milliseconds. Part of the operator's
   * snapshot. The job's processing time is the sum over all players; it changes after the event.
   */
  long elapsedMs();
}
