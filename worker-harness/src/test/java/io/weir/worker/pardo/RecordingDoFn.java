package io.weir.worker.pardo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Records what is called, emits its input, and emits the bundle's size at the bundle's end. */
final class RecordingDoFn extends DoFn<Long, Long> {
  /** An input that makes the DoFn throw. */
  static final long POISON = -1;

  // A DoFn reaches its test only through statics: it is serialized on its way.
  private static final Map<String, List<String>> CALLS = new ConcurrentHashMap<>();

  private final String id;
  private final Counter elements = Metrics.counter(RecordingDoFn.class, "elements");
  private long inBundle;

  RecordingDoFn(String id) {
    this.id = id;
  }

  static List<String> calls(String id) {
    return CALLS.computeIfAbsent(id, i -> new ArrayList<>());
  }

  @Setup
  public void setUp() {
    calls(id).add("setup");
  }

  @StartBundle
  public void startBundle() {
    calls(id).add("start");
    inBundle = 0;
  }

  @ProcessElement
  public void process(@Element Long element, OutputReceiver<Long> out, BundleFinalizer finalizer) {
    if (element == POISON) {
      throw new IllegalStateException("poison");
    }
    elements.inc();
    inBundle++;
    out.output(element);
    if (inBundle == 1) {
      finalizer.afterBundleCommit(
          Instant.ofEpochMilli(BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis())
              .minus(Duration.standardDays(2)),
          () -> calls(id).add("finalized"));
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    calls(id).add("finish " + inBundle);
    context.output(-1000 - inBundle, Instant.ofEpochMilli(0), GlobalWindow.INSTANCE);
  }

  @Teardown
  public void tearDown() {
    calls(id).add("teardown");
  }
}
