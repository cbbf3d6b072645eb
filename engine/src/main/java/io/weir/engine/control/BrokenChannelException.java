package io.weir.engine.control;

import java.io.IOException;

/**
 * The other end of a channel cannot be reached any more. Most often its process is gone, and what
 * ended that is the cause; this is an echo of it that may be heard first.
 */
public final class BrokenChannelException extends IOException {
  private static final long serialVersionUID = 1;

  /** Says which channel broke and what is known of it. */
  public BrokenChannelException(String message) {
    super(message);
  }

  /** Says which channel broke and how that was noticed. */
  public BrokenChannelException(String message, Throwable cause) {
    super(message, cause);
  }
}
