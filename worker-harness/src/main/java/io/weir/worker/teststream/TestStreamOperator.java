package io.weir.worker.teststream;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.EventPlayer;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.plan.operator.TestStreamPayload;
import io.weir.worker.job.BeamJob;
import io.weir.worker.state.CellBytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
 * Plays the events of a TestStream, one whenever the job is quiet. What was played, the watermark
 * and the processing time that passed are its state.
 *
 * <p>Thread: subtask thread.
 */
public final class TestStreamOperator implements Operator, EventPlayer {
  private static final String POSITION_CELL = "position";

  private final OperatorContext context;
  private final Output output;
  private final List<? extends Event<?>> events;
  private int position;
  private long watermark = Watermark.MIN;
  private long elapsedMs;

  private TestStreamOperator(List<? extends Event<?>> events, OperatorContext context) {
    this.context = context;
    this.output = context.output(0);
    this.events = events;
    for (byte[] entry : context.operatorState().get(POSITION_CELL)) {
      position = (int) CellBytes.readOrdered(entry, 0);
      watermark = CellBytes.readOrdered(entry, Long.BYTES);
      elapsedMs = CellBytes.readOrdered(entry, 2 * Long.BYTES);
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
    return new TestStreamOperator(plays ? stream.getEvents() : List.of(), context);
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) {
    throw new IllegalStateException("a TestStream has no input");
  }

  @Override
  public void onWatermark(int input, long newWatermark) {}

  @Override
  public Optional<EventPlayer> player() {
    return Optional.of(this);
  }

  @Override
  public boolean hasNext() {
    return position < events.size();
  }

  @Override
  public void playNext() throws Exception {
    if (hasNext()) {
      play(events.get(position++));
    }
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
      elapsedMs += advance.getProcessingTimeAdvance().getMillis();
    } else {
      throw new IllegalStateException("unknown TestStream event " + event);
    }
  }

  @Override
  public long elapsedMs() {
    return elapsedMs;
  }

  @Override
  public long outputWatermark() {
    return hasNext() ? watermark : Watermark.MAX;
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) {
    if (context.location().subtaskIndex() == 0) {
      byte[] place = CellBytes.concat(CellBytes.ordered(position), CellBytes.ordered(watermark));
      byte[] entry = CellBytes.concat(place, CellBytes.ordered(elapsedMs));
      context.operatorState().set(POSITION_CELL, List.of(entry));
    }
    return SnapshotStep.DONE;
  }

  @Override
  public boolean finish() {
    return !hasNext();
  }

  @Override
  public void close() {}
}
