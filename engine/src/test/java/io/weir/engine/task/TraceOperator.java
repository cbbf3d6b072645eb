package io.weir.engine.task;

import io.weir.engine.element.Key;
import io.weir.engine.fake.FakeOperator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes elements on with its own name appended, and notes its calls. */
class TraceOperator extends FakeOperator {
  private final List<String> trace;
  private final String name;

  TraceOperator(OperatorContext context, List<String> trace) {
    this(context, 1, trace);
  }

  TraceOperator(OperatorContext context, int inputs, List<String> trace) {
    super(context, inputs, 1);
    this.trace = trace;
    name = context.location().stableName();
  }

  final void note(String what) {
    trace.add(name + " " + what);
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    emit(element + "-" + name);
  }

  @Override
  public void onWatermark(int input, long watermark) throws Exception {
    note("watermark " + watermark);
    super.onWatermark(input, watermark);
  }

  @Override
  public void announceCheckpoint(long checkpointId) throws Exception {
    note("announced " + checkpointId);
  }

  @Override
  public boolean prepareBarrier() throws Exception {
    note("prepares");
    return true;
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) throws Exception {
    note("snapshot " + snapshot.checkpointId());
    return SnapshotStep.DONE;
  }

  @Override
  public void checkpointCompleted(long checkpointId) throws Exception {
    note("completed " + checkpointId);
  }

  @Override
  public boolean finish() throws Exception {
    note("finishes");
    return true;
  }

  @Override
  public void close() {
    note("closes");
  }
}
