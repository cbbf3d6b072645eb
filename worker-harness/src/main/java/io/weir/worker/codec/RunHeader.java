package io.weir.worker.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.CausedByDrain;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What elements in a row have in common: windows, pane and record metadata. Written once before
 * them: {@code flags, pane, number of windows, windows, [record id], [record offset]}.
 */
record RunHeader(
    Collection<? extends BoundedWindow> windows,
    PaneInfo pane,
    @Nullable String recordId,
    @Nullable Long recordOffset,
    CausedByDrain drain) {

  private static final int HAS_ID = 1;
  private static final int HAS_OFFSET = 2;
  private static final int DRAIN = 4;
  private static final int MAX_WINDOWS = 1 << 20;

  static RunHeader of(WindowedValue<?> value) {
    return new RunHeader(
        value.getWindows(),
        value.getPaneInfo(),
        value.getRecordId(),
        value.getRecordOffset(),
        value.causedByDrain());
  }

  /** Whether the element belongs to the run. */
  boolean covers(WindowedValue<?> value) {
    return pane.equals(value.getPaneInfo())
        && sameWindows(value.getWindows())
        && Objects.equals(recordId, value.getRecordId())
        && Objects.equals(recordOffset, value.getRecordOffset())
        && drain == value.causedByDrain();
  }

  private boolean sameWindows(Collection<? extends BoundedWindow> others) {
    if (windows == others) {
      return true;
    }
    if (windows.size() != others.size()) {
      return false;
    }
    Iterator<? extends BoundedWindow> other = others.iterator();
    for (BoundedWindow window : windows) {
      if (!window.equals(other.next())) {
        return false;
      }
    }
    return true;
  }

  WindowedValue<Object> value(Object value, Instant timestamp) {
    return WindowedValues.of(value, timestamp, windows, pane, recordId, recordOffset, drain);
  }

  void encode(Coder<BoundedWindow> windowCoder, OutputStream out) throws IOException {
    int flags = recordId == null ? 0 : HAS_ID;
    flags |= recordOffset == null ? 0 : HAS_OFFSET;
    flags |= drain == CausedByDrain.CAUSED_BY_DRAIN ? DRAIN : 0;
    out.write(flags);
    PaneInfo.PaneInfoCoder.INSTANCE.encode(pane, out);
    VarInt.encode(windows.size(), out);
    for (BoundedWindow window : windows) {
      windowCoder.encode(window, out);
    }
    if (recordId != null) {
      StringUtf8Coder.of().encode(recordId, out);
    }
    if (recordOffset != null) {
      VarInt.encode(recordOffset, out);
    }
  }

  static RunHeader decode(Coder<BoundedWindow> windowCoder, InputStream in) throws IOException {
    int flags = in.read();
    if (flags < 0 || flags > (HAS_ID | HAS_OFFSET | DRAIN)) {
      throw new IOException("an element run starts with the flags " + flags);
    }
    PaneInfo pane = PaneInfo.PaneInfoCoder.INSTANCE.decode(in);
    int size = VarInt.decodeInt(in);
    if (size < 1 || size > MAX_WINDOWS) {
      throw new IOException("an element run has " + size + " windows");
    }
    List<BoundedWindow> windows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      windows.add(windowCoder.decode(in));
    }
    String recordId = (flags & HAS_ID) == 0 ? null : StringUtf8Coder.of().decode(in);
    Long recordOffset = (flags & HAS_OFFSET) == 0 ? null : (Long) VarInt.decodeLong(in);
    CausedByDrain drain =
        (flags & DRAIN) == 0 ? CausedByDrain.NORMAL : CausedByDrain.CAUSED_BY_DRAIN;
    return new RunHeader(List.copyOf(windows), pane, recordId, recordOffset, drain);
  }
}
