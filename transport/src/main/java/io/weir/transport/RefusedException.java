package io.weir.transport;

import java.io.IOException;

/**
 * The other side understood what was asked and refuses it. The message is its reason, made to be
 * shown to people.
 */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A refusal with its reason. */
  public RefusedException(String reason) {
    super(reason);
  }

  /** A refusal with its reason and what led to it; only the reason is sent to a peer. */
  public RefusedException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
