package io.weir.runner;

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import io.weir.engine.control.Failure;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JobFailuresTest {
  private static JobFailedException thrownFor(Failure failure) {
    FakeJobClient job = new FakeJobClient(new FakeClock());
    JobStatus status = job.then(JobState.FAILED, Optional.of(failure)).status();
    return JobFailures.of(status);
  }

  @Test
  void exceptionOfThisProcessIsTheCause() {
    IllegalStateException mine = new IllegalStateException("boom");

    JobFailedException failure = thrownFor(Failure.of(mine, "Parse"));

    assertThat(failure.getCause(), sameInstance(mine));
    assertThat(failure.getMessage(), is("Parse: java.lang.IllegalStateException: boom"));
    assertThat(failure.where(), is("Parse"));
  }

  @Test
  void exceptionOfAnotherProcessKeepsItsTraceOutOfTheMessage() {
    JobFailedException failure =
        thrownFor(new Failure("com.mine.Gone", "boom", "com.mine.Gone: boom\n\tat x", "Parse"));

    assertThat(failure.getMessage(), is("Parse: com.mine.Gone: boom"));
    assertThat(failure.getCause(), instanceOf(RemoteFailure.class));
    assertThat(requireNonNull(failure.getCause()).toString(), containsString("\tat x"));
  }

  @Test
  void failedAssertionOfAnotherProcessIsAnAssertionErrorHere() {
    JobFailedException failure =
        thrownFor(new Failure("java.lang.AssertionError", "not equal", "trace", "PAssert"));

    assertThat(failure.getCause(), instanceOf(AssertionError.class));
    assertThat(requireNonNull(failure.getCause()).getMessage(), is("not equal"));
  }

  @Test
  void failureWithoutAnExceptionIsItsMessage() {
    assertThat(thrownFor(Failure.of("worker lost", "")).getMessage(), is("worker lost"));
  }
}
