package io.weir.validatesrunner.fault;

import io.weir.plan.WeirPipelineOptions;
import io.weir.runner.TestWeirRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Weir's runner for tests with something wrong. Beam knows a runner by its class alone, so there is
 * one for each {@link Lie}.
 */
public abstract class LyingRunner extends PipelineRunner<PipelineResult> {
  private final PipelineOptions options;
  private final Lie lie;

  private LyingRunner(PipelineOptions options, Lie lie) {
    this.options = options;
    this.lie = lie;
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    // A job that is started again would not be lied to any more.
    options.as(WeirPipelineOptions.class).setMaxRestarts(0);
    OperatorWrap wrap = lie.inJob();
    return TestWeirRunner.withOperators(
            options,
            operators -> (job, attempt) -> new WrappedFactory(operators.create(job, attempt), wrap))
        .run(pipeline);
  }

  /** Loses an element. */
  public static final class Dropping extends LyingRunner {
    private Dropping(PipelineOptions options) {
      super(options, Lie.DROPS_AN_ELEMENT);
    }

    /** Beam's factory method. */
    public static Dropping fromOptions(PipelineOptions options) {
      return new Dropping(options);
    }
  }

  /** Has an element twice. */
  public static final class Doubling extends LyingRunner {
    private Doubling(PipelineOptions options) {
      super(options, Lie.DOUBLES_AN_ELEMENT);
    }

    /** Beam's factory method. */
    public static Doubling fromOptions(PipelineOptions options) {
      return new Doubling(options);
    }
  }

  /** Ignores timers. */
  public static final class Timeless extends LyingRunner {
    private Timeless(PipelineOptions options) {
      super(options, Lie.IGNORES_TIMERS);
    }

    /** Beam's factory method. */
    public static Timeless fromOptions(PipelineOptions options) {
      return new Timeless(options);
    }
  }

  /** Forgets a window. */
  public static final class Forgetful extends LyingRunner {
    private Forgetful(PipelineOptions options) {
      super(options, Lie.FORGETS_A_WINDOW);
    }

    /** Beam's factory method. */
    public static Forgetful fromOptions(PipelineOptions options) {
      return new Forgetful(options);
    }
  }
}
