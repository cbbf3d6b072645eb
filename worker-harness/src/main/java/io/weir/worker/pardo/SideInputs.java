package io.weir.worker.pardo;

import java.util.Collection;
import org.apache.beam.runners.core.SideInputReader;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/**
 * The side inputs of one operator: port 1 + i of the operator is side input i.
 *
 * <p>Thread: the subtask thread.
 */
public interface SideInputs extends AutoCloseable {
  /** Where user code reads its side inputs. */
  SideInputReader reader();

  /** Whether all side inputs can be read for elements of that main input window. */
  boolean isReady(BoundedWindow mainWindow);

  /** Whether that is so for one of the main input windows at least. */
  default boolean isReadyForAny(Collection<? extends BoundedWindow> mainWindows) {
    return mainWindows.stream().anyMatch(this::isReady);
  }

  /**
   * Whether elements of that main input window are too late to be processed: what they would read
   * may be gone.
   */
  boolean isExpired(BoundedWindow mainWindow);

  /** Takes an element of a side input. */
  void process(int sideInput, Object element) throws Exception;

  /** The watermark of a side input moved forward. */
  void onWatermark(int sideInput, long watermark) throws Exception;

  /** The watermark of the main input moved forward: what no later window can ask for may go. */
  void onMainWatermark(long watermark);

  /** Writes what must be restored to the operator's stores. */
  void snapshot() throws Exception;

  @Override
  void close();
}
