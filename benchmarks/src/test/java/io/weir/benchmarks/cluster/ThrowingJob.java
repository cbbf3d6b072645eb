package io.weir.benchmarks.cluster;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/** A job whose user code throws. */
final class ThrowingJob {
  static final String MESSAGE = "the user's own words";

  private ThrowingJob() {}

  /** Runs the job to its end. */
  public static void main(String[] args) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(args).create());
    pipeline.apply(Create.of(1, 2, 3)).apply("Throw", ParDo.of(new Throwing()));
    pipeline.run().waitUntilFinish();
  }

  private static final class Throwing extends DoFn<Integer, Integer> {
    @ProcessElement
    public void process(@Element Integer number) {
      if (number == 2) {
        throw new IllegalStateException(MESSAGE);
      }
    }
  }
}
