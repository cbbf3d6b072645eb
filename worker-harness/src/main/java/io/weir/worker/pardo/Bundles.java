package io.weir.worker.pardo;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.time.Clock;
import io.weir.worker.job.BeamJob;
import java.util.concurrent.TimeUnit;

/**
 * Decides where bundles begin and end: a bundle begins with the first element and ends when it is
 * full or old, before a barrier, and when no element came between two calls of {@link #isDue},
 * which the operator makes in its slices of work. So under load a bundle is as large as allowed,
 * and nothing waits when the input is idle. While a bundle is open the output watermark stays where
 * the input watermark was at its beginning.
 *
 * <p>Thread: the subtask thread.
 */
public final class Bundles {
  private final Clock clock;
  private final long maxElements;
  private final long maxNanos;
  private boolean open;
  private long elements;
  private long elementsWhenAsked;
  private long openedAtNanos;
  private long watermarkAtStart;

  /** Bundles as the options of the job want them. */
  public Bundles(BeamJob job, Clock clock) {
    this.clock = clock;
    this.maxElements = job.settings().maxBundleSize();
    this.maxNanos = TimeUnit.MILLISECONDS.toNanos(job.settings().maxBundleTimeMs());
  }

  /** Whether a bundle is open. */
  public boolean isOpen() {
    return open;
  }

  /** A bundle begins at the given input watermark. */
  public void begin(long inputWatermark) {
    open = true;
    elements = 0;
    elementsWhenAsked = 0;
    openedAtNanos = clock.nanoTime();
    watermarkAtStart = inputWatermark;
  }

  /** An element was processed; answers whether the bundle is full. */
  public boolean count() {
    return ++elements >= maxElements;
  }

  /** Whether the open bundle should end now: it is old, or nothing came since the last call. */
  public boolean isDue() {
    boolean quiet = elements == elementsWhenAsked;
    elementsWhenAsked = elements;
    return quiet || clock.nanoTime() - openedAtNanos >= maxNanos;
  }

  /** The bundle ended. */
  public void end() {
    open = false;
  }

  /** The least timestamp that the open bundle may still emit. */
  public long hold() {
    return open ? watermarkAtStart : Watermark.MAX;
  }
}
