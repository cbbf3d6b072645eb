package io.weir.transport;

/** The version of what Weir's processes say to each other. */
public final class WireVersion {
  /** Grows with every change that an older process would not understand. */
  public static final String CURRENT = "1";

  private WireVersion() {}
}
