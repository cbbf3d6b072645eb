package io.weir.examples.weblog;

import java.util.concurrent.locks.LockSupport;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * Passes lines on at a bounded rate per parallel instance, so that a job on a small log runs long
 * enough to be interrupted.
 *
 * <p>The delay is spread evenly: an instance waits a little after each line and never for long, so
 * checkpoints are not held up.
 */
final class SlowInput extends DoFn<String, String> {
  /** Shorter waits are collected, since the system cannot wait so precisely. */
  private static final long SHORTEST_WAIT_NANOS = 1_000_000;

  private final long nanosPerLine;
  private transient long owedNanos;

  /**
   * Slows every instance.
   *
   * @param millisPerThousand milliseconds that a thousand lines take at least
   */
  SlowInput(int millisPerThousand) {
    this.nanosPerLine = millisPerThousand * 1000L;
  }

  /** Thread: subtask thread, which this blocks on purpose. */
  @ProcessElement
  public void process(@Element String line, OutputReceiver<String> out) {
    out.output(line);
    owedNanos += nanosPerLine;
    if (owedNanos >= SHORTEST_WAIT_NANOS) {
      LockSupport.parkNanos(owedNanos);
      owedNanos = 0;
    }
  }
}
