package io.weir.storage.violation;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** No stored or sent byte of the engine is Java serialization; each class breaks that once. */
public final class Serializes {
  private Serializes() {}

  /** Writes. */
  public static final class Writer {
    private Writer() {}

    /** Breaks the rule. */
    public static void write(OutputStream out) throws IOException {
      new ObjectOutputStream(out).flush();
    }
  }

  /** Reads. */
  public static final class Reader {
    private Reader() {}

    /** Breaks the rule. */
    public static int read(InputStream in) throws IOException {
      return new ObjectInputStream(in).available();
    }
  }
}
