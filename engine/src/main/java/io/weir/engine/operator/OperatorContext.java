package io.weir.engine.operator;

import io.weir.engine.state.BroadcastStateStore;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OperatorStateStore;
import io.weir.engine.time.Clock;

/**
 * What an operator may see of the subtask that it runs in.
 *
 * <p>Thread: the subtask thread, but {@link #wake} from any thread.
 */
public interface OperatorContext {
  /** The operator's place. */
  OperatorLocation location();

  /** The output port of that number. */
  Output output(int port);

  /** The operator's keyed state, restored if there is something to restore. */
  KeyedStateBackend keyedState();

  /** The operator's operator state, restored if there is something to restore. */
  OperatorStateStore operatorState();

  /** The operator's broadcast state, restored if there is something to restore. */
  BroadcastStateStore broadcastState();

  /**
   * Whether this attempt was restored from a checkpoint, even if it held nothing for this operator.
   */
  boolean isRestored();

  /** The watermark that the input port starts with: minus infinity, or the restored one. */
  long initialWatermark(int input);

  /**
   * How far the watermark of the input port's fastest sender is, milliseconds. Where that is ahead
   * of the port's watermark, the other senders are behind.
   */
  long leadingWatermark(int input);

  /** Processing time and monotonic time. */
  Clock clock();

  /**
   * Asks for a call of {@link Operator#advance} when processing time reaches the given
   * milliseconds.
   */
  void wakeAt(long processingTimeMs);

  /**
   * Whether the subtask has something to do that cannot wait for a long piece of work, as to begin
   * a checkpoint or to stop. Cheap enough to be asked at each element.
   */
  boolean mustYield();

  /** Asks for a call of {@link Operator#advance} soon. May be called from any thread. */
  void wake();
}
