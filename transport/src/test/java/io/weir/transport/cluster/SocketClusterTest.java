package io.weir.transport.cluster;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.weir.engine.control.JobSpec;
import io.weir.engine.embedded.EmbeddedCluster;
import io.weir.engine.embedded.EmbeddedServices;
import io.weir.engine.graph.EdgeKind;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import io.weir.engine.state.MemoryKeyedStateBackendProvider;
import io.weir.engine.time.Clock;
import io.weir.testkit.operators.Item;
import io.weir.testkit.operators.PublishedItems;
import io.weir.testkit.operators.SourceSpec;
import io.weir.testkit.operators.TestJobs;
import io.weir.testkit.operators.TestOperators;
import io.weir.testkit.storage.MemoryCheckpoints;
import io.weir.transport.client.MasterClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SocketClusterTest {
  private static final SourceSpec SOURCE = new SourceSpec("s", 4, 20_000, 50, false, 100, 0);

  @TempDir private Path artifacts;
  private final PublishedItems published = new PublishedItems();

  private JobStatus runOverSockets(JobSpec job) throws Exception {
    try (SocketCluster cluster = new SocketCluster(job.id(), artifacts);
        MasterClient client = cluster.client()) {
      cluster.startWorker("w1", new TestOperators(published));
      cluster.startWorker("w2", new TestOperators(published));
      assertThat(client.workers().size(), is(2));
      client.submit(job);
      return client.await(job.id(), status -> {});
    }
  }

  private static Map<Item, Integer> runEmbedded(JobSpec job) throws Exception {
    PublishedItems items = new PublishedItems();
    EmbeddedServices services =
        new EmbeddedServices(
            (spec, attempt) -> new TestOperators(items),
            new MemoryCheckpoints(),
            (spec, attempt) -> new MemoryKeyedStateBackendProvider(),
            (left, right) -> left,
            Clock.system(),
            SocketClusterTest.class.getClassLoader());
    try (EmbeddedCluster cluster = new EmbeddedCluster(services, 2)) {
      JobStatus status = cluster.submit(job).awaitDone(Duration.ofSeconds(60)).orElseThrow();
      assertThat(status.failure().toString(), status.state(), is(JobState.DONE));
    }
    return items.count();
  }

  /** Window sums without what depends on the order between subtasks. */
  private static Map<String, Long> sums(Map<Item, Integer> items) {
    return items.entrySet().stream()
        .collect(
            Collectors.toMap(
                e -> e.getKey().key() + "@" + e.getKey().timestamp(),
                e -> e.getKey().value() * e.getValue(),
                Long::sum));
  }

  @Test
  void givesTheSameResultAsOneProcess() throws Exception {
    JobGraph graph = TestJobs.keyedWindows(SOURCE, 3);
    JobSpec job = TestJobs.spec(1, graph, TestJobs.config(50, 0));

    JobStatus status = runOverSockets(job);

    assertThat(status.failure().toString(), status.state(), is(JobState.DONE));
    assertThat(sums(published.count()), equalTo(sums(runEmbedded(job))));
  }

  @Test
  void carriesEveryKindOfEdge() throws Exception {
    JobSpec job = TestJobs.spec(2, everyKindOfEdge(), TestJobs.config(-1, 0));

    JobStatus status = runOverSockets(job);

    assertThat(status.failure().toString(), status.state(), is(JobState.DONE));
    assertThat(published.all().size(), is(runEmbedded(job).size()));
  }

  private static JobGraph everyKindOfEdge() {
    SourceSpec small = new SourceSpec("b", 2, 100, 5, false, 10, 0);
    TestJobs job = new TestJobs();
    int main = job.root("main", SOURCE.toOperatorSpec(), 2);
    int side = job.root("side", small.toOperatorSpec(), 1);
    int map = job.vertex("map", TestOperators.MAP, 2, 1);
    int tally = job.vertex("tally", TestOperators.BROADCAST_TALLY, 3, 2);
    int sum = job.vertex("sum", TestOperators.RUNNING_SUM, 3, 1);
    int sink = job.vertex("sink", TestOperators.COMMITTING_SINK, 2, 1);
    return job.edge(main, map, 0, EdgeKind.FORWARD)
        .edge(map, tally, 0, EdgeKind.REBALANCE)
        .edge(side, tally, 1, EdgeKind.BROADCAST)
        .edge(tally, sum, 0, EdgeKind.KEYED)
        .edge(sum, sink, 0, EdgeKind.REBALANCE)
        .build();
  }

  @Test
  void goesOnWithoutAWorkerThatIsLost() throws Exception {
    SourceSpec slow = new SourceSpec("s", 4, 5_000, 20, false, 20, 1);
    JobSpec job = TestJobs.spec(3, TestJobs.keyedWindows(slow, 2), TestJobs.config(20, 10));
    try (SocketCluster cluster = new SocketCluster(job.id(), artifacts);
        MasterClient client = cluster.client()) {
      cluster.startWorker("w1", new TestOperators(published));
      SocketWorker second = cluster.startWorker("w2", new TestOperators(published));
      client.submit(job);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> client.status(job.id()).checkpoint().completed() > 1);

      second.close();
      JobStatus status = client.await(job.id(), changed -> {});

      assertThat(status.failure().toString(), status.state(), is(JobState.DONE));
      assertThat(status.restarts(), greaterThan(0));
      assertThat(published.all().stream().mapToLong(Item::number).sum(), is(slow.items()));
    }
  }
}
