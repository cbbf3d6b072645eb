package io.weir.engine.element;

/** What a checkpoint is for, from the one of which least is asked to the one of which most is. */
public enum CheckpointKind {
  /** To start the job again after a failure. */
  CHECKPOINT(1),
  /**
   * Also to be kept by the user: it needs no file of another checkpoint, and is in the form that
   * every state backend reads.
   */
  SAVEPOINT(2),
  /**
   * A savepoint behind which the job stops: a subtask that passed its barrier takes in nothing
   * more, unless the checkpoint is given up.
   */
  LAST(3);

  private final byte code;

  CheckpointKind(int code) {
    this.code = (byte) code;
  }

  /** The kind in bytes that are sent. */
  public byte code() {
    return code;
  }

  /**
   * The kind of that code.
   *
   * @throws IllegalArgumentException there is none
   */
  public static CheckpointKind ofCode(int code) {
    for (CheckpointKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no checkpoint is of kind " + code);
  }

  /** Whether it can be given to the user. */
  public boolean isSavepoint() {
    return this != CHECKPOINT;
  }

  /** The one of which more is asked. */
  public CheckpointKind and(CheckpointKind other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
