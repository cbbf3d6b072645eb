package io.weir.worker.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.Failure;
import io.weir.engine.control.JobId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProcessPerFailureTest {
  private static final JobId JOB = new JobId("0".repeat(32));
  private static final WorkerId SELF = new WorkerId("w");

  private final List<WorkerReport> sent = new ArrayList<>();
  private final AtomicInteger ends = new AtomicInteger();
  private final ProcessPerFailure gateway = new ProcessPerFailure(sent::add, ends::incrementAndGet);

  @Test
  void endsTheProcessInsteadOfReportingTheEndOfAFailedAttempt() {
    AttemptId attempt = new AttemptId(JOB, 3);
    WorkerReport failed = new WorkerReport.AttemptFailed(attempt, SELF, Failure.of("boom", "op"));

    gateway.send(failed);
    assertThat(ends.get(), is(0));
    gateway.send(new WorkerReport.AttemptEnded(attempt, SELF));

    assertThat(sent, contains(failed));
    assertThat(ends.get(), is(1));
  }

  @Test
  void keepsTheProcessWhenOnlyAChannelBroke() {
    AttemptId attempt = new AttemptId(JOB, 3);
    Failure broken =
        new Failure("java.io.IOException", "", "at io.weir.transport.data.RemoteReader", "");

    gateway.send(new WorkerReport.AttemptFailed(attempt, SELF, broken));
    gateway.send(new WorkerReport.AttemptEnded(attempt, SELF));

    assertThat(ends.get(), is(0));
  }

  @Test
  void keepsTheProcessWhenAnotherOneFailed() {
    WorkerReport ended = new WorkerReport.AttemptEnded(new AttemptId(JOB, 3), SELF);

    gateway.send(ended);

    assertThat(sent, contains(ended));
    assertThat(ends.get(), is(0));
  }
}
