package io.weir.worker.state;

import java.io.ByteArrayOutputStream;
import org.apache.beam.runners.core.StateNamespace;
import org.apache.beam.runners.core.StateNamespaces;
import org.apache.beam.runners.core.StateNamespaces.WindowAndTriggerNamespace;
import org.apache.beam.runners.core.StateNamespaces.WindowNamespace;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/**
 * The binary form of Beam's state namespaces: a kind, then the trigger index if there is one, then
 * the window in its coder's NESTED form. Part of the snapshot format.
 */
public final class Namespaces {
  private static final byte GLOBAL = 0;
  private static final byte WINDOW = 1;
  private static final byte WINDOW_AND_TRIGGER = 2;

  private final Coder<BoundedWindow> windowCoder;

  /** Makes the conversion for windows of the coder. */
  @SuppressWarnings("unchecked") // A window coder is only given windows of its own WindowFn.
  public Namespaces(Coder<? extends BoundedWindow> windowCoder) {
    this.windowCoder = (Coder<BoundedWindow>) windowCoder;
  }

  /** The namespace of a window. */
  public StateNamespace of(BoundedWindow window) {
    return StateNamespaces.window(windowCoder, window);
  }

  /** The window of a namespace of {@link #of}. */
  public static BoundedWindow windowOf(StateNamespace namespace) {
    if (namespace instanceof WindowNamespace<?> window) {
      return window.getWindow();
    }
    if (namespace instanceof WindowAndTriggerNamespace<?> window) {
      return window.getWindow();
    }
    throw new IllegalArgumentException("no window in the namespace " + namespace);
  }

  /** The binary form. */
  public byte[] encode(StateNamespace namespace) {
    if (namespace instanceof WindowNamespace<?> window) {
      return encodeWindow(WINDOW, -1, window.getWindow());
    }
    if (namespace instanceof WindowAndTriggerNamespace<?> window) {
      return encodeWindow(WINDOW_AND_TRIGGER, window.getTriggerIndex(), window.getWindow());
    }
    return new byte[] {GLOBAL};
  }

  private byte[] encodeWindow(byte kind, int trigger, BoundedWindow window) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(24);
    out.write(kind);
    if (trigger >= 0) {
      out.write(trigger >>> 8);
      out.write(trigger);
    }
    byte[] bytes = CellBytes.encode(windowCoder, window);
    out.write(bytes, 0, bytes.length);
    return out.toByteArray();
  }

  /** Reads what {@link #encode} wrote. */
  public StateNamespace decode(byte[] bytes) {
    return switch (bytes[0]) {
      case GLOBAL -> StateNamespaces.global();
      case WINDOW -> StateNamespaces.window(windowCoder, CellBytes.decode(windowCoder, bytes, 1));
      case WINDOW_AND_TRIGGER ->
          StateNamespaces.windowAndTrigger(
              windowCoder,
              CellBytes.decode(windowCoder, bytes, 3),
              ((bytes[1] & 0xff) << 8) | (bytes[2] & 0xff));
      default -> throw new IllegalStateException("unknown kind of namespace " + bytes[0]);
    };
  }
}
