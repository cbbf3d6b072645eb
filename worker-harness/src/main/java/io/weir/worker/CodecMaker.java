package io.weir.worker;

import io.weir.engine.operator.EdgeCodec;
import io.weir.plan.operator.CodecPayload;
import io.weir.worker.job.BeamJob;

/**
 * Makes the edge codecs of one kind of payload.
 *
 * @param <P> the kind of payload
 */
@FunctionalInterface
interface CodecMaker<P extends CodecPayload> {
  /** Makes a codec for the use of one subtask. */
  EdgeCodec make(P payload, BeamJob job, int maxParallelism) throws Exception;
}
