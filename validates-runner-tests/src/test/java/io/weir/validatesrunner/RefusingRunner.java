package io.weir.validatesrunner;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/** Supports nothing, and says so as a runner should. */
public final class RefusingRunner extends PipelineRunner<PipelineResult> {

  private RefusingRunner() {}

  /** Beam's factory method. */
  public static RefusingRunner fromOptions(PipelineOptions options) {
    return new RefusingRunner();
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    throw new UnsupportedOperationException("the transform Everything is not supported");
  }
}
