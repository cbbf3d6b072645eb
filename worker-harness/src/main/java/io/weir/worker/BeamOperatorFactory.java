package io.weir.worker;

import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.CodecSpec;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.operator.EdgeCodec;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorFactory;
import io.weir.plan.operator.CodecPayload;
import io.weir.plan.operator.OperatorPayload;
import io.weir.worker.job.BeamJob;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.options.SdkHarnessOptions;

/**
 * Makes the operators and codecs of Beam jobs from the payloads that the plan wrote.
 *
 * <p>Thread: any thread; operators and codecs belong to the thread that asks for them, whose
 * context class loader becomes the user's.
 */
public final class BeamOperatorFactory implements OperatorFactory {
  private final BeamJob job;

  /**
   * A factory for one attempt of a job.
   *
   * @param payload the payload of the job graph
   * @param classLoader knows the user's classes
   */
  public BeamOperatorFactory(Bytes payload, ClassLoader classLoader) {
    this.job = BeamJob.of(payload, classLoader);
  }

  @Override
  public Operator operator(OperatorSpec spec, OperatorContext context) throws Exception {
    enterUserCode();
    return OperatorTable.make(OperatorPayload.parse(spec), job, context);
  }

  @Override
  public EdgeCodec codec(CodecSpec spec, int maxParallelism) throws Exception {
    enterUserCode();
    return CodecTable.make(CodecPayload.parse(spec), job, maxParallelism);
  }

  /** As Beam's {@code --elementProcessingTimeoutMinutes} says, which is off by default. */
  @Override
  public long elementTimeoutMs() {
    int minutes = job.options().as(SdkHarnessOptions.class).getElementProcessingTimeoutMinutes();
    return minutes > 0 ? TimeUnit.MINUTES.toMillis(minutes) : 0;
  }

  // The thread belongs to the subtask for good, so the class loader stays.
  private void enterUserCode() {
    Thread.currentThread().setContextClassLoader(job.classLoader());
  }
}
