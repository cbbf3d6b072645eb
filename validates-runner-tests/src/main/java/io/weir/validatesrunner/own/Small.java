package io.weir.validatesrunner.own;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;

/**
 * A type for which Beam finds a coder only where it was registered or is that of the input.
 *
 * @param number what it consists of
 */
record Small(int number) {
  /** Writes the number. */
  static final class SmallCoder extends AtomicCoder<Small> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(Small value, OutputStream out) throws IOException {
      new DataOutputStream(out).writeInt(value.number());
    }

    @Override
    public Small decode(InputStream in) throws IOException {
      return new Small(new DataInputStream(in).readInt());
    }
  }
}
