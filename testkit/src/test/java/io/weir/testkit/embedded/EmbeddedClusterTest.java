package io.weir.testkit.embedded;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.weir.engine.control.JobSpec;
import io.weir.engine.embedded.EmbeddedCluster;
import io.weir.engine.embedded.EmbeddedServices;
import io.weir.engine.graph.Bytes;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.dispatch.JobHandle;
import io.weir.engine.operator.OperatorFactory;
import io.weir.engine.state.MemoryKeyedStateBackendProvider;
import io.weir.engine.time.Clock;
import io.weir.testkit.operators.Item;
import io.weir.testkit.operators.PublishedItems;
import io.weir.testkit.operators.SourceSpec;
import io.weir.testkit.operators.TestJobs;
import io.weir.testkit.operators.TestOperators;
import io.weir.testkit.storage.MemoryCheckpoints;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmbeddedClusterTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final SourceSpec SOURCE = new SourceSpec("s", 4, 2_000, 20, false, 50, 0);

  private final PublishedItems published = new PublishedItems();
  private final MemoryCheckpoints checkpoints = new MemoryCheckpoints();

  private EmbeddedCluster cluster(TestFactories factories, int workers) {
    return new EmbeddedCluster(
        new EmbeddedServices(
            (job, attempt) -> factories.create(attempt),
            checkpoints,
            (job, attempt) -> new MemoryKeyedStateBackendProvider(),
            EmbeddedClusterTest::add,
            Clock.system(),
            EmbeddedClusterTest.class.getClassLoader()),
        workers);
  }

  private interface TestFactories {
    OperatorFactory create(int attempt);
  }

  private EmbeddedCluster cluster(int workers) {
    return cluster(attempt -> new TestOperators(published), workers);
  }

  private static Bytes add(Bytes left, Bytes right) {
    return Bytes.copyOf(
        ByteBuffer.allocate(Long.BYTES).putLong(longOf(left) + longOf(right)).array());
  }

  private static long longOf(Bytes bytes) {
    return ByteBuffer.wrap(bytes.toByteArray()).getLong();
  }

  private long publishedElements() {
    return published.all().stream().mapToLong(Item::number).sum();
  }

  @Test
  void runsABoundedJobToItsEnd() throws Exception {
    JobSpec job = TestJobs.spec(1, TestJobs.keyedWindows(SOURCE, 2), TestJobs.config(-1, 0));
    try (EmbeddedCluster cluster = cluster(1)) {
      JobHandle handle = cluster.submit(job);

      JobStatus status = handle.awaitDone(LONG).orElseThrow();

      assertThat(status.failure().toString(), status.state(), is(JobState.DONE));
      assertThat(publishedElements(), is(SOURCE.items()));
      JobMetrics metrics = handle.metrics();
      assertThat(
          longOf(metrics.committed().getOrDefault("source", Bytes.EMPTY)), is(SOURCE.items()));
      assertThat(
          longOf(metrics.attempted().getOrDefault("windows", Bytes.EMPTY)), is(SOURCE.items()));
    }
  }

  @Test
  void runsOnSeveralWorkersWithCheckpoints() throws Exception {
    SourceSpec slow = new SourceSpec("s", 4, 2_000, 20, false, 50, 1);
    JobSpec job = TestJobs.spec(2, TestJobs.keyedWindows(slow, 3), TestJobs.config(5, 0));
    try (EmbeddedCluster cluster = cluster(2)) {
      JobStatus status = cluster.submit(job).awaitDone(LONG).orElseThrow();

      assertThat(status.failure().toString(), status.state(), is(JobState.DONE));
      assertThat(status.checkpoint().completed(), greaterThan(1));
      assertThat(publishedElements(), is(slow.items()));
      // A job that is done needs none any more.
      assertThat(checkpoints.of(job.id()).list(), hasSize(0));
      assertThat(checkpoints.of(job.id()).ids(), hasSize(0));
    }
  }

  @Test
  void restartsAfterFailuresWithoutLossOrRepetition() throws Exception {
    SourceSpec slow = new SourceSpec("s", 4, 2_000, 20, false, 50, 1);
    JobSpec job = TestJobs.spec(3, TestJobs.keyedWindows(slow, 2), TestJobs.config(5, 10));
    AtomicInteger left = new AtomicInteger(3);
    try (EmbeddedCluster cluster =
        cluster(attempt -> new FailingOperators(new TestOperators(published), left, 1_000), 2)) {
      JobStatus status = cluster.submit(job).awaitDone(LONG).orElseThrow();

      assertThat(status.failure().toString(), status.state(), is(JobState.DONE));
      // Both workers may fail in the same attempt.
      assertThat(status.restarts(), greaterThan(0));
      assertThat(publishedElements(), is(slow.items()));
    }
  }

  @Test
  void failsWithTheUsersExceptionWhenItMustNotRestart() throws Exception {
    JobSpec job = TestJobs.spec(4, TestJobs.keyedWindows(SOURCE, 2), TestJobs.config(-1, 0));
    AtomicInteger left = new AtomicInteger(1);
    try (EmbeddedCluster cluster =
        cluster(attempt -> new FailingOperators(new TestOperators(published), left, 10), 1)) {
      JobStatus status = cluster.submit(job).awaitDone(LONG).orElseThrow();

      assertThat(status.state(), is(JobState.FAILED));
      assertThat(status.failure().orElseThrow().message(), is("injected"));
      assertThat(
          status.failure().orElseThrow().className(), is(IllegalStateException.class.getName()));
      assertThat(published.all(), hasSize(0));
    }
  }

  @Test
  void cancelsAnEndlessJob() throws Exception {
    SourceSpec endless = new SourceSpec("s", 2, Long.MAX_VALUE / 4, 20, false, 10, 1);
    JobSpec job = TestJobs.spec(5, TestJobs.keyedWindows(endless, 2), TestJobs.config(20, 0));
    try (EmbeddedCluster cluster = cluster(2)) {
      JobHandle handle = cluster.submit(job);
      Awaitility.await().until(() -> handle.status().checkpoint().completed() > 2);

      handle.cancel();

      assertThat(handle.awaitDone(LONG).orElseThrow().state(), is(JobState.CANCELLED));
      assertThat(threadsOf("weir-windows"), is(0L));
    }
  }

  private static long threadsOf(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.isAlive() && t.getName().startsWith(prefix))
        .count();
  }
}
