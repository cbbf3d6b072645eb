package io.weir.engine.task;

/**
 * How far the barriers of a checkpoint have come in the input channels of a subtask. Each input
 * returns the next state.
 *
 * <p>A channel that delivered the barrier is blocked until all have. How it delivered it makes no
 * difference: in its turn, or before elements that it overtook.
 *
 * <p>Thread: the subtask thread.
 */
sealed interface BarrierAlignment {
  /** What a state can make the subtask do. */
  interface Actions {
    /** The number of input channels. */
    int channels();

    /** Takes nothing more from the channel for now. */
    void block(int channel);

    /** Takes items from all channels again. */
    void unblockAll();

    /** Every channel delivered the barrier. */
    void aligned(long checkpointId);
  }

  /** No barrier has come yet. */
  static BarrierAlignment start() {
    return new Flowing(-1);
  }

  /** Whether the barrier of the checkpoint must still come through some channel. */
  boolean awaits(long checkpointId);

  /** A channel delivered the barrier of the checkpoint. */
  BarrierAlignment barrier(int channel, long checkpointId, Actions actions);

  /** The checkpoint will not complete. */
  BarrierAlignment aborted(long checkpointId, Actions actions);

  /**
   * No channel is blocked.
   *
   * @param last barriers of this checkpoint and earlier ones are not waited for any more
   */
  record Flowing(long last) implements BarrierAlignment {
    @Override
    public boolean awaits(long checkpointId) {
      return checkpointId > last;
    }

    @Override
    public BarrierAlignment barrier(int channel, long checkpointId, Actions actions) {
      if (checkpointId <= last) {
        return this;
      }
      actions.block(channel);
      return Aligning.next(checkpointId, 1, actions);
    }

    @Override
    public BarrierAlignment aborted(long checkpointId, Actions actions) {
      return new Flowing(Math.max(last, checkpointId));
    }
  }

  /**
   * Some channels delivered the barrier and are blocked.
   *
   * @param checkpointId the checkpoint
   * @param arrived the number of blocked channels
   */
  record Aligning(long checkpointId, int arrived) implements BarrierAlignment {
    static BarrierAlignment next(long checkpointId, int arrived, Actions actions) {
      if (arrived < actions.channels()) {
        return new Aligning(checkpointId, arrived);
      }
      actions.unblockAll();
      actions.aligned(checkpointId);
      return new Flowing(checkpointId);
    }

    @Override
    public boolean awaits(long id) {
      // A later one only when it has come: then the earlier one was given up.
      return id == checkpointId;
    }

    @Override
    public BarrierAlignment barrier(int channel, long id, Actions actions) {
      if (id < checkpointId) {
        return this;
      }
      if (id > checkpointId) {
        // The producer gave the earlier checkpoint up, so its barrier will never come.
        actions.unblockAll();
        return new Flowing(checkpointId).barrier(channel, id, actions);
      }
      actions.block(channel);
      return next(checkpointId, arrived + 1, actions);
    }

    @Override
    public BarrierAlignment aborted(long id, Actions actions) {
      if (id < checkpointId) {
        return this;
      }
      actions.unblockAll();
      return new Flowing(id);
    }
  }
}
