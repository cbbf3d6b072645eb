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
   * Everything before belongs to the checkpoint, everything after does not.
   *
   * @param checkpointId number of the checkpoint, growing over the life of the job
   * @param kind what the checkpoint is for
   */
  record Barrier(long checkpointId, CheckpointKind kind) implements Signal {
    /** The barrier of a plain checkpoint. */
    public Barrier(long checkpointId) {
      this(checkpointId, CheckpointKind.CHECKPOINT);
    }
  }

  /** No element and no watermark will follow in this channel; barriers still may. */
  record EndOfData() implements Signal {}
}
