package io.weir.worker.view;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.plan.operator.ViewPayload;
import io.weir.worker.group.GroupOperators;
import io.weir.worker.job.BeamJob;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.jspecify.annotations.Nullable;

/**
 * Groups a side PCollection by window under its own trigger and emits a version of the view for
 * each pane: the grouping of everything under one key.
 *
 * <p>Elements are grouped with the index of the pane that they are of. Panes of what comes before
 * can meet in one pane of this grouping: its trigger is the continuation of theirs, and accumulates
 * if they do. A view of one element then shows that of the latest; other views show them all.
 *
 * <p>Thread: subtask thread.
 */
public final class ViewOperator implements Operator {
  private final Operator grouping;
  private final Key onlyKey;

  private ViewOperator(Operator grouping, Key onlyKey) {
    this.grouping = grouping;
    this.onlyKey = onlyKey;
  }

  /** Makes the operator of the payload. */
  public static Operator make(ViewPayload payload, BeamJob job, OperatorContext context)
      throws IOException {
    Key onlyKey = Key.of(new byte[0], context.location().maxParallelism());
    PaneContent content = PaneContent.of(job, payload);
    OperatorContext redirected =
        new RedirectedContext(context, versionsTo(context.output(0), content));
    Coder<?> coder = KvCoder.of(VarLongCoder.of(), job.coder(payload.pcollection()));
    return new ViewOperator(
        GroupOperators.ofAll(payload.pcollection(), coder, job, redirected), onlyKey);
  }

  private static Output versionsTo(Output output, PaneContent content) {
    return element -> {
      @SuppressWarnings("unchecked") // What a grouping emits.
      WindowedValue<KV<?, Iterable<KV<Long, Object>>>> pane =
          (WindowedValue<KV<?, Iterable<KV<Long, Object>>>>) element;
      List<Object> elements = content.of(pane.getValue().getValue());
      if (elements.isEmpty() && pane.getPaneInfo().getIndex() > 0) {
        // An on-time pane without news must not take away what earlier panes showed.
        return;
      }
      BoundedWindow window = pane.getWindows().iterator().next();
      output.emit(new ViewVersion(window, elements));
    };
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    @SuppressWarnings("unchecked") // The type of the side PCollection's elements is not known.
    WindowedValue<Object> value = (WindowedValue<Object>) element;
    long paneIndex = value.getPaneInfo().getIndex();
    grouping.process(0, onlyKey, value.withValue(KV.of(null, KV.of(paneIndex, value.getValue()))));
  }

  @Override
  public void onWatermark(int input, long watermark) throws Exception {
    grouping.onWatermark(input, watermark);
  }

  @Override
  public Progress advance() throws Exception {
    return grouping.advance();
  }

  @Override
  public long outputWatermark() {
    return grouping.outputWatermark();
  }

  @Override
  public boolean prepareBarrier() throws Exception {
    return grouping.prepareBarrier();
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext context) throws Exception {
    return grouping.snapshot(context);
  }

  @Override
  public boolean finish() throws Exception {
    return grouping.finish();
  }

  @Override
  public byte @Nullable [] metrics() {
    return grouping.metrics();
  }

  @Override
  public void close() {
    grouping.close();
  }
}
