package io.weir.testkit.sim;

import io.weir.engine.element.Key;
import io.weir.engine.graph.CodecSpec;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.operator.EdgeCodec;
import io.weir.engine.operator.ForwardingOperator;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorFactory;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import org.jspecify.annotations.Nullable;

/** Test operators of one attempt in one process; they are counted, and throw now and then. */
final class SimOperators implements OperatorFactory {
  private final OperatorFactory operators;
  private final SimProcess process;
  private final Faults faults;
  private final Census census;
  private final SimHooks hooks;

  SimOperators(
      OperatorFactory operators, SimProcess process, Faults faults, Census census, SimHooks hooks) {
    this.operators = operators;
    this.process = process;
    this.faults = faults;
    this.census = census;
    this.hooks = hooks;
    census.opened(process, this);
  }

  @Override
  public Operator operator(OperatorSpec spec, OperatorContext context) throws Exception {
    String name = context.location().stableName() + " " + context.location().subtaskIndex();
    faults.maybeFailOperator("creation of " + name);
    Fragile fragile = new Fragile(operators.operator(spec, hooks.context(context)), context, name);
    census.operatorOpened(process, fragile, context.location().attempt(), !faults.mastersDie());
    return fragile;
  }

  @Override
  public EdgeCodec codec(CodecSpec spec, int maxParallelism) throws Exception {
    return operators.codec(spec, maxParallelism);
  }

  @Override
  public void close() {
    census.closed(this);
    operators.close();
  }

  private final class Fragile extends ForwardingOperator {
    private final OperatorContext context;
    private final String name;
    private long busyUntilMs = Long.MIN_VALUE;

    Fragile(Operator next, OperatorContext context, String name) {
      super(next);
      this.context = context;
      this.name = name;
    }

    @Override
    public boolean isReadyForInput() {
      if (context.clock().currentMillis() < busyUntilMs) {
        context.wakeAt(busyUntilMs);
        return false;
      }
      return super.isReadyForInput();
    }

    @Override
    public void process(int input, @Nullable Key key, Object element) throws Exception {
      faults.maybeFailOperator(name);
      super.process(input, key, element);
      busyUntilMs = context.clock().currentMillis() + faults.busyMillis();
    }

    @Override
    public boolean prepareBarrier() throws Exception {
      return !faults.isNotReady() && super.prepareBarrier();
    }

    @Override
    public SnapshotStep snapshot(SnapshotContext context) throws Exception {
      faults.maybeFailOperator("snapshot of " + name);
      SnapshotStep step = super.snapshot(context);
      return () -> !faults.isNotReady() && step.run();
    }

    @Override
    public void checkpointCompleted(long checkpointId) throws Exception {
      faults.maybeFailOperator("finalizer of " + name);
      super.checkpointCompleted(checkpointId);
      faults.maybeFailOperator("finalizer of " + name);
    }

    @Override
    public boolean finish() throws Exception {
      faults.maybeFailOperator("end of " + name);
      return !faults.isNotReady() && super.finish();
    }

    @Override
    public void close() {
      census.closed(this);
      super.close();
    }

    @Override
    public String toString() {
      return "operator " + name;
    }
  }
}
