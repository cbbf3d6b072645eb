package io.weir.engine.element;

/** A stream item that is not data. */
public sealed interface Signal extends StreamItem {

  /**
   * Nothing earlier than {@code timestamp} will come in this channel (Beam's sense: an element with
   * exactly this timestamp may still come). Makes an idle channel active again.
   *
   * @param timestamp milliseconds since the epoch
   */
  record Watermark(long timestamp) implements Signal {
    /** The watermark before anything is known: Beam's {@code TIMESTAMP_MIN_VALUE}. */
    public static final long MIN = -9223372036854775L;

    /** The final watermark: Beam's {@code TIMESTAMP_MAX_VALUE}. */
    public static final long MAX = 9223372036854775L;
  }

  /**
   * The channel does not hold back the watermark until it carries another {@link Watermark}.
   * Elements and barriers may come meanwhile and do not end the idleness.
   */
  record Idle() implements Signal {}

  /**
   * A signal that cuts the stream: a subtask sends it on when it came through all its input
   * channels, and works on nothing behind it before.
   */
  sealed interface Cut extends Signal permits Barrier, RoundBarrier {
    /** Tells cuts of an attempt apart; a later one has a greater number. */
    long number();
  }

  /**
   * Everything before belongs to the checkpoint, everything after does not.
   *
   * @param checkpointId number of the checkpoint, growing over the life of the job
   * @param kind what the checkpoint is for
   */
  record Barrier(long checkpointId, CheckpointKind kind) implements Cut {
    /** The barrier of a plain checkpoint. */
    public Barrier(long checkpointId) {
      this(checkpointId, CheckpointKind.CHECKPOINT);
    }

    @Override
    public long number() {
      return checkpointId;
    }
  }

  /**
   * Everything before belongs to the round, and after it processing time is that of the signal.
   * Only in jobs that run in rounds.
   *
   * @param round number of the round, from the same sequence as the checkpoints'
   * @param processingTimeMs milliseconds since the epoch
   */
  record RoundBarrier(long round, long processingTimeMs) implements Cut {
    @Override
    public long number() {
      return round;
    }
  }

  /** No element and no watermark will follow in this channel; barriers still may. */
  record EndOfData() implements Signal {}
}
