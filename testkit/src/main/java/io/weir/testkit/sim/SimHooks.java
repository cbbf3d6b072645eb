package io.weir.testkit.sim;

import io.weir.engine.channel.ChannelReader;
import io.weir.engine.control.ChannelId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.operator.OperatorContext;
import java.util.function.Consumer;

/**
 * Where a test may change what the engine's parts see of each other, to prove that the checkers
 * notice: each method stands for a promise that an engine might break. As they are, they change
 * nothing.
 */
public interface SimHooks {
  /** No change. */
  SimHooks NONE = new SimHooks() {};

  /** What an operator sees of its subtask. */
  default OperatorContext context(OperatorContext context) {
    return context;
  }

  /** A report on its way to the master. */
  default void report(WorkerReport report, Consumer<WorkerReport> master) {
    master.accept(report);
  }

  /** The channel that is meant when one is opened between two workers. */
  default ChannelId channel(ChannelId id) {
    return id;
  }

  /** The consuming end of a channel. */
  default ChannelReader reader(ChannelReader reader) {
    return reader;
  }
}
