package io.weir.worker.teststream;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.plan.operator.TestStreamPayload;
import io.weir.worker.job.BeamJob;
import io.weir.worker.job.TestClock;
import io.weir.worker.state.CellBytes;
import java.io.IOException;
import java.util.List;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.testing.TestStream.ElementEvent;
import org.apache.beam.sdk.testing.TestStream.Event;
import org.apache.beam.sdk.testing.TestStream.ProcessingTimeEvent;
import org.apache.beam.sdk.testing.TestStream.WatermarkEvent;
import org.apache.beam.sdk.util.construction.TestStreamTranslation;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.jspecify.annotations.Nullable;

/**
 * Plays the events of a TestStream. The next event is played when two checkpoints are complete
 * whose barriers followed the event before: the first barrier pushed all that the event caused
 * through the whole graph, ended bundles and fired timers; in the second round finalizers have run
 * and what they and side inputs released has come through, too.
 *
 * <p>Thread: subtask thread.
 */
public final class TestStreamOperator implements Operator {
  private static final String POSITION_CELL = "position";
  private static final int ROUNDS = 2;

  private final OperatorContext context;
  private final TestClock clock;
  private final Output output;
  private final List<? extends Event<?>> events;
  private int position;
  private long watermark = Watermark.MIN;
  private long lastBarrier = -1;
  private long playedAfterBarrier = -1;
  private int roundsToWait;

  private TestStreamOperator(
      List<? extends Event<?>> events, OperatorContext context, TestClock clock) {
    this.context = context;
    this.clock = clock;
    this.output = context.output(0);
    this.events = events;
    for (byte[] entry : context.operatorState().get(POSITION_CELL)) {
      position = (int) CellBytes.readOrdered(entry, 0);
      watermark = CellBytes.readOrdered(entry, Long.BYTES);
      clock.moveTo(CellBytes.readOrdered(entry, 2 * Long.BYTES));
      roundsToWait = ROUNDS;
    }
  }

  /** Makes the operator of the payload. Only subtask 0 plays. */
  public static Operator make(TestStreamPayload payload, BeamJob job, OperatorContext context)
      throws IOException {
    RunnerApi.TestStreamPayload proto =
        RunnerApi.TestStreamPayload.parseFrom(
            job.transform(payload.transform()).getSpec().getPayload());
    TestStream<Object> stream =
        TestStreamTranslation.testStreamFromProtoPayload(proto, job.rehydrated());
    boolean plays = context.location().subtaskIndex() == 0;
    return new TestStreamOperator(
        plays ? stream.getEvents() : List.of(), context, job.testClock().orElseThrow());
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) {
    throw new IllegalStateException("a TestStream has no input");
  }

  @Override
  public void onWatermark(int input, long newWatermark) {}

  @Override
  public Progress advance() throws Exception {
    if (roundsToWait == 0 && position < events.size()) {
      roundsToWait = ROUNDS;
      playedAfterBarrier = lastBarrier;
      play(events.get(position++));
    }
    return Progress.IDLE;
  }

  private void play(Event<?> event) throws Exception {
    if (event instanceof ElementEvent<?> elements) {
      for (TimestampedValue<?> element : elements.getElements()) {
        output.emit(
            WindowedValues.timestampedValueInGlobalWindow(
                element.getValue(), element.getTimestamp()));
      }
    } else if (event instanceof WatermarkEvent<?> advance) {
      watermark = Math.max(watermark, advance.getWatermark().getMillis());
    } else if (event instanceof ProcessingTimeEvent<?> advance) {
      clock.moveTo(clock.currentMillis() + advance.getProcessingTimeAdvance().getMillis());
    } else {
      throw new IllegalStateException("unknown TestStream event " + event);
    }
  }

  @Override
  public long outputWatermark() {
    return position == events.size() ? Watermark.MAX : watermark;
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) {
    lastBarrier = snapshot.checkpointId();
    if (context.location().subtaskIndex() == 0) {
      byte[] place = CellBytes.concat(CellBytes.ordered(position), CellBytes.ordered(watermark));
      byte[] entry = CellBytes.concat(place, CellBytes.ordered(clock.currentMillis()));
      context.operatorState().set(POSITION_CELL, List.of(entry));
    }
    return SnapshotStep.DONE;
  }

  @Override
  public void checkpointCompleted(long checkpointId) {
    if (checkpointId > playedAfterBarrier && roundsToWait > 0) {
      roundsToWait--;
      context.wake();
    }
  }

  @Override
  public boolean finish() {
    return position == events.size();
  }

  @Override
  public void close() {}
}
