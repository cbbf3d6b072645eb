package io.weir.examples.weblog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** Encodes {@link Totals}: hits, then bytes. Deterministic. */
final class TotalsCoder extends AtomicCoder<Totals> {
  private static final TotalsCoder INSTANCE = new TotalsCoder();
  private static final VarLongCoder LONGS = VarLongCoder.of();

  private TotalsCoder() {}

  /** The coder; it has no state. */
  static TotalsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Totals totals, OutputStream out) throws IOException {
    LONGS.encode(totals.hits(), out);
    LONGS.encode(totals.bytes(), out);
  }

  @Override
  public Totals decode(InputStream in) throws IOException {
    return new Totals(LONGS.decode(in), LONGS.decode(in));
  }
}
