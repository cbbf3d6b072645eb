package io.weir.plan;

import org.apache.beam.model.pipeline.v1.RunnerApi;

/**
 * A transform that the plan runs as a whole.
 *
 * @param id its id in the pipeline proto
 * @param kind what it is
 * @param proto its description
 */
record NativeTransform(String id, TransformKind kind, RunnerApi.PTransform proto) {

  /** The full unique name. */
  String name() {
    return proto.getUniqueName();
  }

  /** The PCollection that the only input reads. */
  String onlyInput() {
    return proto.getInputsMap().values().iterator().next();
  }

  /** The PCollection that the only output writes. */
  String onlyOutput() {
    return proto.getOutputsMap().values().iterator().next();
  }

  /** A refusal of the pipeline because of this transform. */
  UnsupportedPipelineException refused(String reason) {
    return new UnsupportedPipelineException("transform \"" + name() + "\": " + reason);
  }
}
