package io.weir.engine.operator;

import io.weir.engine.element.Key;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Code that works on elements: one instance in each subtask. A constructed operator is usable; its
 * state, if any was restored, is in the stores of its {@link OperatorContext}.
 *
 * <p>Order of calls: any number of {@code process}, {@code onWatermark}, {@code advance}, {@code
 * prepareBarrier}/{@code snapshot}, {@code checkpointCompleted} and once {@code drain}; when all
 * inputs have ended {@code finish} until it answers true; after that only {@code prepareBarrier},
 * {@code snapshot}, {@code checkpointCompleted}; at last {@code close}, which may come at any time.
 *
 * <p>An exception from any method but {@code close} fails the attempt.
 *
 * <p>Thread: the subtask thread, for all methods.
 */
public interface Operator extends AutoCloseable {
  /**
   * Takes an element.
   *
   * @param input the input port
   * @param key the key if the element came over a KEYED edge, else null
   * @param element the element; shared, must not be changed
   */
  void process(int input, @Nullable Key key, Object element) throws Exception;

  /**
   * The watermark of an input port moved forward. The operator may act on it now or in {@link
   * #advance}; until it has, {@link #outputWatermark} stays back.
   *
   * @param watermark milliseconds since the epoch
   */
  void onWatermark(int input, long watermark) throws Exception;

  /**
   * Does a bounded slice (about a millisecond) of the work that no element asked for: due timers,
   * reading a source, residuals. Called between batches of input, after a watermark, after a
   * wake-up, and as long as it answers {@link Progress#MORE} or {@link Progress#UNFINISHED}.
   */
  default Progress advance() throws Exception {
    return Progress.IDLE;
  }

  /**
   * A lower bound of the timestamps that this operator will still emit, given the watermarks it was
   * told: the minimum of its inputs, holds, open bundle and whatever it keeps back. Asked after
   * each batch of work; must be cheap, and may move backwards in answers, which the engine ignores.
   */
  long outputWatermark();

  /**
   * Whether this operator takes elements now. While it answers false its subtask takes nothing new
   * from any channel, barriers included: an operator that is busy with a large piece of work leaves
   * the next one to others, but must take it when a checkpoint {@linkplain #announceCheckpoint was
   * announced}. What the barrier of a checkpoint overtook comes next whatever it answers. Asked
   * before each batch; must be cheap.
   */
  default boolean isReadyForInput() {
    return true;
  }

  /**
   * Whether this operator holds back no watermark although it has nothing to say, as a source
   * without a split.
   */
  default boolean isIdle() {
    return false;
  }

  /**
   * A checkpoint or a round has been asked for and its barrier will arrive soon: an operator with a
   * long piece of work under way may cut it short.
   */
  default void announceCheckpoint(long checkpointId) throws Exception {}

  /**
   * Ends open bundles before a barrier is forwarded. Elements may be emitted. Called through the
   * chain in topological order, again until no operator of the chain answers false or has due
   * timers. From its true until the barrier has passed, {@link #advance} is not called; a {@link
   * #snapshot} follows unless the barrier is that of a round.
   *
   * @return false when it is not done yet and must be called again after other work
   */
  default boolean prepareBarrier() throws Exception {
    return true;
  }

  /**
   * Takes the operator's snapshot: writes its operator state, and freezes what its caches hold of
   * the keyed state. What cannot be encoded at once is left to the returned step.
   */
  SnapshotStep snapshot(SnapshotContext context) throws Exception;

  /**
   * The checkpoint is complete and durable on all workers: finalize what it covers. Ids may be
   * skipped.
   */
  default void checkpointCompleted(long checkpointId) throws Exception {}

  /** What plays events in a job that runs in rounds; always the same answer. */
  default Optional<EventPlayer> player() {
    return Optional.empty();
  }

  /**
   * The job is being drained: what takes in new data by itself, as a source does, takes in no more
   * and comes to its end, so that all inputs behind it end as well. Also called, before anything
   * else, in an attempt that begins while the job is drained. At most once.
   */
  default void drain() throws Exception {}

  /**
   * All inputs have ended and their final watermarks were delivered: emits what is left.
   *
   * @return false when it is not done yet and must be called again after other work
   */
  default boolean finish() throws Exception {
    return true;
  }

  /**
   * Whether this operator keeps something back until a checkpoint that covers it is complete: input
   * that must be stable, finalizers. When that is what {@link #finish} waits for, or when the job
   * runs in rounds and would be quiet otherwise, the engine has a checkpoint made out of turn. Must
   * be cheap.
   */
  default boolean awaitsCheckpoint() {
    return false;
  }

  /**
   * The operator's cumulative metric cells in a form that only its maker understands; null when it
   * has none. Called at snapshots and for progress reports.
   */
  default byte @Nullable [] metrics() {
    return null;
  }

  /** Releases resources. Idempotent; emits nothing. */
  @Override
  void close();
}
