package io.weir.examples.weblog;

import java.io.IOException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/** Fails every job as a runner does when user code throws. */
public final class FailingRunner extends PipelineRunner<PipelineResult> {
  static final String CAUSE = "no space left on the moon";

  private FailingRunner() {}

  /** Called by Beam. */
  public static FailingRunner fromOptions(PipelineOptions options) {
    return new FailingRunner();
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    throw new PipelineExecutionException(new IOException(CAUSE));
  }
}
