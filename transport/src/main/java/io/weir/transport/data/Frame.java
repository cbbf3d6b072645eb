package io.weir.transport.data;

/** A message of the data plane: the first bytes of an array, which nobody changes any more. */
final class Frame {
  private final byte[] content;
  private final int length;

  Frame(byte[] content, int length) {
    this.content = content;
    this.length = length;
  }

  byte[] content() {
    return content;
  }

  int length() {
    return length;
  }
}
