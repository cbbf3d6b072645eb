package io.weir.worker.source;

import io.weir.engine.operator.Output;

/**
 * Reads one split, in slices.
 *
 * <p>Thread: the subtask thread.
 */
interface SplitReader extends AutoCloseable {
  /** Why a slice ended. */
  enum Slice {
    /** The budget is spent. */
    MORE,
    /** The source has nothing now. */
    NO_DATA,
    /** The source has ended. */
    ENDED
  }

  /** Emits elements until the budget is spent or there is none. */
  Slice read(Output output, SliceBudget budget) throws Exception;

  /** The split ends here: nothing more is read of it. */
  void end();

  /** Nothing earlier than this will be emitted. */
  long watermark();

  /** The split and how far it was read, for a checkpoint. */
  byte[] snapshot(long checkpointId);

  /** Whether the split has been read to its end and need not be restored. */
  boolean isForgettable();

  /** The checkpoint and all before it are durable. */
  default void checkpointCompleted(long checkpointId) {}

  @Override
  void close();
}
