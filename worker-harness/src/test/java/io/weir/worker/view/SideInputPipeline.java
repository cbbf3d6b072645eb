package io.weir.worker.view;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Key;
import io.weir.engine.operator.EdgeCodec;
import io.weir.plan.operator.SdfSplitPayload;
import io.weir.plan.operator.StatefulParDoPayload;
import io.weir.plan.operator.ViewPayload;
import io.weir.plan.operator.ViewVersionCodec;
import io.weir.worker.testing.FakeClock;
import io.weir.worker.testing.FakeOperatorContext;
import io.weir.worker.testing.FakeSubtask;
import io.weir.worker.testing.PlannedPipeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Trigger;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Three ParDos with a side input, in windows of 100 ms, whose every element makes a version. */
final class SideInputPipeline {
  private static final FixedWindows WINDOWS = FixedWindows.of(Duration.millis(100));

  private final FakeClock clock = new FakeClock();
  private final PlannedPipeline pipeline;

  SideInputPipeline() {
    this(Repeatedly.forever(AfterPane.elementCountAtLeast(1)), Duration.ZERO);
  }

  SideInputPipeline(Trigger trigger, Duration allowedLateness) {
    Pipeline beam = Pipeline.create();
    PCollectionView<Iterable<String>> view =
        beam.apply("Side", Create.of("x"))
            .apply(
                Window.<String>into(WINDOWS)
                    .triggering(trigger)
                    .withAllowedLateness(allowedLateness)
                    .accumulatingFiredPanes())
            .apply(View.asIterable());
    PCollection<KV<String, String>> main =
        beam.apply("Main", Create.of(KV.of("", ""))).apply(Window.into(WINDOWS));
    main.apply(ParDo.of(new ReadingFn(view)).withSideInputs(view));
    main.apply(ParDo.of(new StatefulReadingFn(view)).withSideInputs(view));
    main.apply(ParDo.of(new SplittableReadingFn(view)).withSideInputs(view));
    pipeline = PlannedPipeline.of(beam);
  }

  FakeClock clock() {
    return clock;
  }

  FakeSubtask.Maker view() {
    return context -> pipeline.operator(pipeline.specs(ViewPayload.URN).get(0), context);
  }

  FakeSubtask.Maker stateless() {
    return context -> pipeline.operator("ParMultiDo(Reading)", context);
  }

  FakeSubtask.Maker stateful() {
    return context -> pipeline.operator(pipeline.specs(StatefulParDoPayload.URN).get(0), context);
  }

  /** The operator that splits the elements of a splittable DoFn. */
  FakeSubtask.Maker split() {
    return context -> pipeline.operator(pipeline.specs(SdfSplitPayload.URN).get(0), context);
  }

  /** An element of the side or main input. */
  static <T> WindowedValue<T> element(T value, long timestamp) {
    Instant instant = Instant.ofEpochMilli(timestamp);
    return WindowedValues.of(
        value, instant, WINDOWS.assignWindow(instant), PaneInfo.ON_TIME_AND_ONLY_FIRING);
  }

  /** Hands an element to a ParDo and lets it work. */
  static void process(FakeSubtask parDo, String value, long timestamp) throws Exception {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    StringUtf8Coder.of().encode("k", key);
    parDo.process(
        0,
        Key.of(key.toByteArray(), FakeOperatorContext.MAX_PARALLELISM),
        element(KV.of("k", value), timestamp));
    parDo.work();
  }

  /** Sends the version through the codec of its edge. */
  Object overTheWire(Object version) throws Exception {
    EdgeCodec codec = pipeline.codec(ViewVersionCodec.URN);
    ElementBatch batch = ElementBatch.unkeyed(1);
    batch.add(version);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    codec.encode(batch, 0, bytes, 1 << 20);
    return codec.decode(new ByteArrayInputStream(bytes.toByteArray())).element(0);
  }

  /** The elements that the operator which splits them emitted parts of. */
  static List<String> splitValues(FakeSubtask split) {
    List<String> values = new ArrayList<>();
    for (Object part : split.emitted(0)) {
      KV<?, ?> elementAndRestriction = (KV<?, ?>) sized(part).getKey();
      values.add((String) ((KV<?, ?>) elementAndRestriction.getKey()).getValue());
    }
    return values;
  }

  private static KV<?, ?> sized(Object part) {
    return (KV<?, ?>) ((WindowedValue<?>) part).getValue();
  }

  /** What a ParDo emitted. */
  static List<String> values(FakeSubtask parDo) {
    List<String> values = new ArrayList<>();
    parDo.emitted(0).forEach(e -> values.add((String) ((WindowedValue<?>) e).getValue()));
    return values;
  }
}
