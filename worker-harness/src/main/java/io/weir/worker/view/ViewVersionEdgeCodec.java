package io.weir.worker.view;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Key;
import io.weir.engine.operator.EdgeCodec;
import io.weir.plan.operator.ViewVersionCodec;
import io.weir.worker.job.BeamJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The codec of the BROADCAST edges behind view operators. One version in each frame. */
public final class ViewVersionEdgeCodec implements EdgeCodec {
  private final ViewVersionCoder coder;

  private ViewVersionEdgeCodec(ViewVersionCoder coder) {
    this.coder = coder;
  }

  /** Makes the codec of the payload. */
  public static EdgeCodec of(ViewVersionCodec payload, BeamJob job, int maxParallelism)
      throws IOException {
    return new ViewVersionEdgeCodec(
        ViewVersionCoder.of(job, payload.pcollection(), payload.transform(), payload.tag()));
  }

  @Override
  public Key keyOf(Object element) {
    throw new UnsupportedOperationException("view versions have no key");
  }

  @Override
  public int encode(ElementBatch batch, int from, OutputStream out, int softLimit)
      throws IOException {
    coder.encode((ViewVersion) batch.element(from), out);
    return from + 1;
  }

  @Override
  public ElementBatch decode(InputStream in) throws IOException {
    ElementBatch batch = ElementBatch.unkeyed(1);
    batch.add(coder.fromBytes(in.readAllBytes()));
    return batch;
  }
}
