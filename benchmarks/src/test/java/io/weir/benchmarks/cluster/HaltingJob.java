package io.weir.benchmarks.cluster;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/** A job whose user code ends the process that it runs in, as native code that crashes does. */
final class HaltingJob {
  static final int STATUS = 42;

  private HaltingJob() {}

  /** Runs the job to its end. */
  public static void main(String[] args) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(args).create());
    pipeline.apply(Create.of(1, 2, 3)).apply("Halt", ParDo.of(new Halting()));
    pipeline.run().waitUntilFinish();
  }

  private static final class Halting extends DoFn<Integer, Integer> {
    @ProcessElement
    public void process(@Element Integer number) {
      if (number == 2) {
        Runtime.getRuntime().halt(STATUS);
      }
    }
  }
}
