package io.weir.benchmarks.kafka;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Passes records on, and throws at the first one after it was armed. */
final class FailsOnce extends DoFn<KV<Long, Long>, KV<Long, Long>> {
  /** Static, since the job's copies of this function are made from bytes. */
  static final AtomicBoolean ARMED = new AtomicBoolean();

  @ProcessElement
  public void process(@Element KV<Long, Long> element, OutputReceiver<KV<Long, Long>> out) {
    if (ARMED.compareAndSet(true, false)) {
      throw new IllegalStateException("armed");
    }
    out.output(element);
  }
}
