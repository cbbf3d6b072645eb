package io.weir.worker;

import static java.util.Map.entry;

import io.weir.engine.operator.EdgeCodec;
import io.weir.plan.operator.CodecPayload;
import io.weir.plan.operator.SourceSplitCodec;
import io.weir.plan.operator.ViewVersionCodec;
import io.weir.plan.operator.WindowedValueCodec;
import io.weir.worker.codec.SourceSplitEdgeCodec;
import io.weir.worker.codec.WindowedValueEdgeCodec;
import io.weir.worker.job.BeamJob;
import io.weir.worker.view.ViewVersionEdgeCodec;
import java.util.Map;

/** Which edge codec serves which payload. */
final class CodecTable {
  private static final Map<Class<? extends CodecPayload>, CodecMaker<?>> MAKERS =
      Map.ofEntries(
          row(WindowedValueCodec.class, WindowedValueEdgeCodec::of),
          row(ViewVersionCodec.class, ViewVersionEdgeCodec::of),
          row(SourceSplitCodec.class, (p, job, groups) -> new SourceSplitEdgeCodec()));

  private CodecTable() {}

  /**
   * Makes the codec of the payload.
   *
   * @throws UnsupportedOperationException if there is none, naming the kind
   */
  static EdgeCodec make(CodecPayload payload, BeamJob job, int maxParallelism) throws Exception {
    CodecMaker<?> maker = MAKERS.get(payload.getClass());
    if (maker == null) {
      throw new UnsupportedOperationException("this worker has no codec " + payload.urn());
    }
    return makeUnchecked(maker, payload, job, maxParallelism);
  }

  private static <P extends CodecPayload>
      Map.Entry<Class<? extends CodecPayload>, CodecMaker<?>> row(
          Class<P> payload, CodecMaker<P> maker) {
    return entry(payload, maker);
  }

  @SuppressWarnings("unchecked") // a row pairs a class with a maker of the same type
  private static <P extends CodecPayload> EdgeCodec makeUnchecked(
      CodecMaker<P> maker, CodecPayload payload, BeamJob job, int maxParallelism) throws Exception {
    return maker.make((P) payload, job, maxParallelism);
  }
}
