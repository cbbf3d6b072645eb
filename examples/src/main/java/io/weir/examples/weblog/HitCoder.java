package io.weir.examples.weblog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** Encodes a {@link Hit} field by field, in the order of its declaration. Deterministic. */
final class HitCoder extends AtomicCoder<Hit> {
  private static final HitCoder INSTANCE = new HitCoder();
  private static final VarLongCoder LONGS = VarLongCoder.of();
  private static final VarIntCoder INTS = VarIntCoder.of();
  private static final StringUtf8Coder STRINGS = StringUtf8Coder.of();

  private HitCoder() {}

  /** The coder; it has no state. */
  static HitCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Hit hit, OutputStream out) throws IOException {
    LONGS.encode(hit.epochSecond(), out);
    STRINGS.encode(hit.client(), out);
    STRINGS.encode(hit.method(), out);
    STRINGS.encode(hit.path(), out);
    INTS.encode(hit.status(), out);
    LONGS.encode(hit.bytes(), out);
  }

  @Override
  public Hit decode(InputStream in) throws IOException {
    return new Hit(
        LONGS.decode(in),
        STRINGS.decode(in),
        STRINGS.decode(in),
        STRINGS.decode(in),
        INTS.decode(in),
        LONGS.decode(in));
  }
}
