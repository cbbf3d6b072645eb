package io.weir.worker.view;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.state.OrderedTable;
import io.weir.worker.state.CellBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.WindowingStrategy;

/**
 * One side input of an operator: the latest version of each window, and the side input's watermark.
 * Versions are stored as broadcast state under {@code [tag][window]}.
 *
 * <p>Thread: subtask thread.
 */
@SuppressWarnings("deprecation") // Beam marks what only runners may use as deprecated.
final class SideInputView {
  private final PCollectionView<?> view;
  private final ViewMaterialization materialization;
  private final ViewVersionCoder coder;
  private final WindowingStrategy<?, ?> windowing;
  private final OrderedTable table;
  private final byte[] prefix;
  private final Map<BoundedWindow, ViewVersion> versions = new HashMap<>();
  private final Set<BoundedWindow> unwritten = new HashSet<>();
  private long watermark;

  /**
   * The side input as it was restored, if there is something to restore.
   *
   * @param windowing how the side PCollection is windowed and triggered
   */
  SideInputView(
      String tag,
      PCollectionView<?> view,
      ViewVersionCoder coder,
      WindowingStrategy<?, ?> windowing,
      OrderedTable table,
      long watermark)
      throws IOException {
    this.view = view;
    this.materialization = ViewMaterialization.of(view);
    this.coder = coder;
    this.windowing = windowing;
    this.table = table;
    this.watermark = watermark;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CellBytes.writePart(out, tag.getBytes(StandardCharsets.UTF_8));
    this.prefix = out.toByteArray();
    try (OrderedTable.Cursor cursor = table.scan(0, prefix, CellBytes.afterPrefix(prefix))) {
      while (cursor.next()) {
        ViewVersion version = coder.fromBytes(cursor.value());
        versions.put(version.window(), version);
      }
    }
  }

  PCollectionView<?> view() {
    return view;
  }

  void put(ViewVersion version) {
    versions.put(version.window(), version);
    unwritten.add(version.window());
  }

  void advance(long newWatermark) {
    watermark = Math.max(watermark, newWatermark);
  }

  /** A version has come, or one would have: the side input's window passed without an element. */
  boolean isReadyFor(BoundedWindow mainWindow) {
    BoundedWindow window = view.getWindowMappingFn().getSideInputWindow(mainWindow);
    return versions.containsKey(window) || watermark > firedMs(window);
  }

  /** When the trigger has surely fired for the window if it has elements, or it is over. */
  private long firedMs(BoundedWindow window) {
    long latenessMs = Math.min(windowing.getAllowedLateness().getMillis(), Watermark.MAX);
    long overMs = Math.min(window.maxTimestamp().getMillis() + latenessMs, Watermark.MAX - 1);
    return Math.min(
        overMs, windowing.getTrigger().getWatermarkThatGuaranteesFiring(window).getMillis());
  }

  Object read(BoundedWindow window) {
    ViewVersion version = versions.get(window);
    return version == null
        ? materialization.of(List.of())
        : version.materialized(materialization::of);
  }

  /** Drops the versions that no main window can ask for any more. */
  void expire(long mainWatermark, long allowedLatenessMs) {
    long lookback = view.getWindowMappingFn().maximumLookback().getMillis();
    long reach = Math.min(lookback, Watermark.MAX) + allowedLatenessMs;
    var each = versions.values().iterator();
    while (each.hasNext()) {
      ViewVersion version = each.next();
      if (version.window().maxTimestamp().getMillis() < mainWatermark - reach) {
        each.remove();
        unwritten.remove(version.window());
        table.delete(0, keyOf(version));
      }
    }
  }

  void write() throws IOException {
    for (BoundedWindow window : unwritten) {
      ViewVersion version = versions.get(window);
      if (version != null) {
        table.put(0, keyOf(version), coder.toBytes(version));
      }
    }
    unwritten.clear();
  }

  private byte[] keyOf(ViewVersion version) {
    return CellBytes.concat(prefix, CellBytes.encode(coder.windowCoder(), version.window()));
  }
}
