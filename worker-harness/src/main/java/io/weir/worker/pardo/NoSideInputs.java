package io.weir.worker.pardo;

import org.apache.beam.runners.core.NullSideInputReader;
import org.apache.beam.runners.core.SideInputReader;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/** The side inputs of a transform that has none. */
final class NoSideInputs implements SideInputs {
  @Override
  public SideInputReader reader() {
    return NullSideInputReader.empty();
  }

  @Override
  public boolean isReady(BoundedWindow mainWindow) {
    return true;
  }

  @Override
  public boolean isExpired(BoundedWindow mainWindow) {
    return false;
  }

  @Override
  public void process(int sideInput, Object element) {
    throw new IllegalStateException("there is no side input " + sideInput);
  }

  @Override
  public void onWatermark(int sideInput, long watermark) {}

  @Override
  public void onMainWatermark(long watermark) {}

  @Override
  public void snapshot() {}

  @Override
  public void close() {}
}
