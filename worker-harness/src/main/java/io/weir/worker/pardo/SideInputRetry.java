package io.weir.worker.pardo;

import org.apache.beam.sdk.values.WindowedValue;

/**
 * When the elements that wait for side inputs are tried again: at the next chance after a side
 * input changed, and before an element that would overtake those that wait for the same one.
 *
 * <p>Thread: the subtask thread.
 */
public final class SideInputRetry {
  private final SideInputs sideInputs;
  private final Attempt attempt;
  // Those that waited at a restored checkpoint have not been tried with the restored side inputs.
  private boolean due = true;

  /** Tries all elements that wait; those that are still not ready wait again. */
  @FunctionalInterface
  public interface Attempt {
    /** Tries them, in the order in which they came. */
    void run() throws Exception;
  }

  public SideInputRetry(SideInputs sideInputs, Attempt attempt) {
    this.sideInputs = sideInputs;
    this.attempt = attempt;
  }

  /** Takes an element of a side input. */
  public void process(int sideInput, Object element) throws Exception {
    sideInputs.process(sideInput, element);
    due = true;
  }

  /** The watermark of a side input moved forward. */
  public void onWatermark(int sideInput, long watermark) throws Exception {
    sideInputs.onWatermark(sideInput, watermark);
    due = true;
  }

  /** An element of the main input is next: those that would be ready with it came first. */
  public void before(WindowedValue<Object> main) throws Exception {
    if (due && sideInputs.isReadyForAny(main.getWindows())) {
      runIfDue();
    }
  }

  /** Tries the elements if a side input changed since they were tried last. */
  public void runIfDue() throws Exception {
    if (due) {
      due = false;
      attempt.run();
    }
  }
}
