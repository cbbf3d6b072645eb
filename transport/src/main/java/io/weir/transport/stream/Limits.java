package io.weir.transport.stream;

/** Bounds of what is taken from a peer, in bytes unless said otherwise. */
public final class Limits {
  private static final int MIB = 1 << 20;

  /** One message of the control plane. */
  public static final int CONTROL_MESSAGE = 4 * MIB;

  /** A job, command or report, which travels in parts. */
  public static final int JOINED_PARTS = 64 * MIB;

  /** One part of a larger content. */
  public static final int PART = MIB;

  /** The headers of a call. */
  public static final int HEADERS = 8 << 10;

  /** What waits for a peer that does not read. */
  public static final long OUTBOX = 256L * MIB;

  private Limits() {}
}
