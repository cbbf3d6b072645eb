package io.weir.validatesrunner;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.metrics.MetricsEnvironment;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;

/**
 * Hands pipelines to the runner under test so that a pass means something.
 *
 * <ul>
 *   <li>TestPipeline compares the number of PAsserts that ran with the number declared only while a
 *       JVM-wide flag is on, which runners switch off: it is switched on after each run.
 *   <li>A pipeline without a PAssert gets one beside its own transforms, so that the comparison
 *       notices a runner that executed nothing.
 *   <li>What TestPipeline does not compare, since the test made a pipeline itself, is compared
 *       here.
 *   <li>How the run ended is kept in {@link RunRecord}.
 * </ul>
 */
public final class RecordingRunner extends PipelineRunner<PipelineResult> {

  /** Name of the transform that is added to a pipeline without a PAssert. */
  static final String WITNESS = "ConformanceWitness";

  /**
   * System property that names the class of the runner under test. No pipeline option: the runner
   * would be handed one that it does not know.
   */
  static final String RECORDED = "io.weir.validatesrunner.recorded";

  private final PipelineOptions options;

  private RecordingRunner(PipelineOptions options) {
    this.options = options;
  }

  /** Beam's factory method; needs the property {@link #RECORDED}. */
  public static RecordingRunner fromOptions(PipelineOptions options) {
    return new RecordingRunner(options);
  }

  /** Beam makes a runner for each new pipeline, which must not change what runs it. */
  private PipelineRunner<?> underTest() {
    OwnParallelism.apply(RunRecord.current().test(), options);
    options.setRunner(recorded());
    return PipelineRunner.fromOptions(options);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Beam's option wants the class of any runner
  private static Class<? extends PipelineRunner<?>> recorded() {
    String className = System.getProperty(RECORDED, "");
    try {
      return (Class) Class.forName(className).asSubclass(PipelineRunner.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(RECORDED + " names no class: '" + className + "'", e);
    }
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    RunRecord record = RunRecord.current();
    if (PAssert.countAsserts(pipeline) == 0) {
      PAssert.that(WITNESS, pipeline.apply(WITNESS + "Input", Create.of(1))).containsInAnyOrder(1);
    }
    MetricsEnvironment.setMetricsSupported(true);
    try {
      PipelineResult result = underTest().run(pipeline);
      int run = record.ended(RunEnding.RETURNED);
      if (!(pipeline instanceof TestPipeline)) {
        compare(pipeline, result);
        record.compared(run);
      }
      return new RecordedResult(result, () -> record.compared(run));
    } catch (RuntimeException | Error e) {
      record.ended(RunEnding.of(e));
      throw e;
    } finally {
      options.setRunner(RecordingRunner.class);
      MetricsEnvironment.setMetricsSupported(true);
    }
  }

  /** Nobody else does so for a pipeline that the test made itself. */
  private static void compare(Pipeline pipeline, PipelineResult result) {
    PipelineResult.State unused = result.waitUntilFinish();
    MetricsEnvironment.setMetricsSupported(true);
    TestPipeline.verifyPAssertsSucceeded(pipeline, result);
  }
}
