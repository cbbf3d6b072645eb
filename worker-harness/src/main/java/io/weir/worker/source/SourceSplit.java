package io.weir.worker.source;

/**
 * A part of a source, on its way to the subtask that will read it.
 *
 * <p>Thread: any thread (immutable).
 */
public final class SourceSplit {
  private final byte[] source;

  /**
   * A split.
   *
   * @param source the serialized source; not copied, must not be changed
   */
  public SourceSplit(byte[] source) {
    this.source = source;
  }

  /** The serialized source; must not be changed. */
  public byte[] source() {
    return source;
  }
}
