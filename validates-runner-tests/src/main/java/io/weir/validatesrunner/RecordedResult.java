package io.weir.validatesrunner;

import java.io.IOException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.testing.TestPipeline;
import org.joda.time.Duration;

/**
 * The result of the runner under test, which notes when TestPipeline asks it for the PAssert
 * counters: it does so only when it is about to compare them.
 */
final class RecordedResult implements PipelineResult {

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final PipelineResult result;
  private final Runnable onCompared;

  RecordedResult(PipelineResult result, Runnable onCompared) {
    this.result = result;
    this.onCompared = onCompared;
  }

  @Override
  public State getState() {
    return result.getState();
  }

  @Override
  public State cancel() throws IOException {
    return result.cancel();
  }

  @Override
  public State waitUntilFinish(Duration duration) {
    return result.waitUntilFinish(duration);
  }

  @Override
  public State waitUntilFinish() {
    return result.waitUntilFinish();
  }

  @Override
  public MetricResults metrics() {
    if (STACK.walk(frames -> frames.anyMatch(RecordedResult::comparesPAsserts))) {
      onCompared.run();
    }
    return result.metrics();
  }

  private static boolean comparesPAsserts(StackWalker.StackFrame frame) {
    return frame.getDeclaringClass() == TestPipeline.class
        && frame.getMethodName().equals("verifyPAssertsSucceeded");
  }
}
