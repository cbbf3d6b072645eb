package io.weir.engine.fake;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Key;
import io.weir.engine.operator.EdgeCodec;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keys elements by their text; for edges inside the process only. */
public final class StringCodec implements EdgeCodec {
  private final int maxParallelism;

  /** A codec for a job with so many key groups. */
  public StringCodec(int maxParallelism) {
    this.maxParallelism = maxParallelism;
  }

  @Override
  public Key keyOf(Object element) {
    return Key.of(element.toString().getBytes(StandardCharsets.UTF_8), maxParallelism);
  }

  @Override
  public int encode(ElementBatch batch, int from, OutputStream out, int softLimit) {
    throw new UnsupportedOperationException("elements stay in the process");
  }

  @Override
  public ElementBatch decode(InputStream in) {
    throw new UnsupportedOperationException("elements stay in the process");
  }
}
