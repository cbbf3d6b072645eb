package io.weir.worker.pardo;

import io.weir.engine.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.beam.runners.core.InMemoryBundleFinalizer;
import org.apache.beam.runners.core.InMemoryBundleFinalizer.Finalization;
import org.apache.beam.sdk.transforms.DoFn.BundleFinalizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callbacks that user code wants to run when its bundle is durable: they wait for the checkpoint
 * that covers the bundle. They are not part of the snapshot; what fails or has expired is logged
 * and forgotten, as Beam demands only best effort.
 *
 * <p>Thread: the subtask thread.
 */
public final class BundleFinalizers {
  private static final Logger LOG = LoggerFactory.getLogger(BundleFinalizers.class);

  private final InMemoryBundleFinalizer open = new InMemoryBundleFinalizer();
  private final List<Finalization> uncovered = new ArrayList<>();
  private final Deque<Covered> covered = new ArrayDeque<>();

  /** Where user code registers its callbacks. */
  public BundleFinalizer finalizer() {
    return open;
  }

  /** The checkpoint covers all bundles so far. */
  public void snapshot(long checkpointId) {
    uncovered.addAll(open.getAndClearFinalizations());
    if (!uncovered.isEmpty()) {
      covered.add(new Covered(checkpointId, List.copyOf(uncovered)));
      uncovered.clear();
    }
  }

  /** Whether there are callbacks that wait for a checkpoint. */
  public boolean isWaiting() {
    uncovered.addAll(open.getAndClearFinalizations());
    return !uncovered.isEmpty() || !covered.isEmpty();
  }

  /** Runs the callbacks of all bundles that the checkpoint or an earlier one covers. */
  public void completed(long checkpointId, Clock clock) {
    List<Finalization> due = new ArrayList<>();
    while (!covered.isEmpty() && covered.peek().checkpointId() <= checkpointId) {
      due.addAll(covered.remove().finalizations());
    }
    long now = clock.currentMillis();
    for (Finalization finalization : due) {
      if (finalization.getExpiryTime().getMillis() >= now) {
        run(finalization);
      }
    }
  }

  private static void run(Finalization finalization) {
    try {
      finalization.getCallback().onBundleSuccess();
    } catch (Exception e) {
      LOG.warn("a bundle finalizer failed", e);
    }
  }

  private record Covered(long checkpointId, List<Finalization> finalizations) {}
}
