package io.weir.worker.source;

import io.weir.worker.job.BeamJob;
import java.io.IOException;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.model.pipeline.v1.RunnerApi.ReadPayload;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.io.Source;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.util.construction.ReadTranslation;

/**
 * A Read transform of the pipeline proto.
 *
 * @param name the transform's full name
 * @param output id of the PCollection that it makes
 * @param payload its source
 * @param options the pipeline options
 */
record ReadTransform(String name, String output, ReadPayload payload, PipelineOptions options) {

  static ReadTransform of(BeamJob job, String transformId) throws IOException {
    RunnerApi.PTransform transform = job.transform(transformId);
    return new ReadTransform(
        transform.getUniqueName(),
        transform.getOutputsMap().values().iterator().next(),
        ReadPayload.parseFrom(transform.getSpec().getPayload()),
        job.options());
  }

  @SuppressWarnings("unchecked") // the element type of a source is not known here
  BoundedSource<Object> boundedSource() throws IOException {
    return (BoundedSource<Object>) ReadTranslation.boundedSourceFromProto(payload);
  }

  @SuppressWarnings("unchecked") // the element type of a source is not known here
  UnboundedSource<Object, UnboundedSource.CheckpointMark> unboundedSource() {
    return (UnboundedSource<Object, UnboundedSource.CheckpointMark>)
        ReadTranslation.unboundedSourceFromProto(payload);
  }

  static byte[] serialize(Source<?> source) {
    return SerializableUtils.serializeToByteArray(source);
  }

  Object deserialize(byte[] source) {
    return SerializableUtils.deserializeFromByteArray(source, "a source split of " + name);
  }
}
