package io.weir.engine.wire;

import java.io.IOException;

/** Bytes are not what they claim to be: damaged, cut off, or of a version not known here. */
public final class WireFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public WireFormatException(String message) {
    super(message);
  }

  /** Says what is wrong, and what was found out below. */
  public WireFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
