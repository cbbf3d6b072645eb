package io.weir.testkit.sim;

import io.weir.engine.graph.EdgeKind;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.OperatorSpec;
import io.weir.testkit.operators.SourceSpec;
import io.weir.testkit.operators.TestJobs;
import io.weir.testkit.operators.TestOperators;
import java.util.OptionalInt;
import java.util.Random;

/** Draws small jobs whose result does not depend on the order in which things happen. */
final class SimJobs {
  private final Random random;
  private final OptionalInt parallelism;
  private final TestJobs job = new TestJobs();

  private SimJobs(Random random, OptionalInt parallelism) {
    this.random = random;
    this.parallelism = parallelism;
  }

  static JobGraph draw(long seed) {
    return new SimJobs(new Random(seed * 104_729 + 1), OptionalInt.empty()).draw();
  }

  /** The job of the seed, with so many subtasks of each vertex on which no result depends. */
  static JobGraph draw(long seed, int parallelism) {
    return new SimJobs(new Random(seed * 104_729 + 1), OptionalInt.of(parallelism)).draw();
  }

  /** A job with two exchanges, whose source gives a batch every millisecond. */
  static JobGraph outpaced() {
    TestJobs job = new TestJobs();
    SourceSpec source = new SourceSpec("a", 2, 400, 5, false, 1, 1);
    int read = job.root("source", source.toOperatorSpec(), 2);
    int map = job.vertex("map", TestOperators.MAP, 2, 1);
    int sink = job.vertex("sink", TestOperators.COMMITTING_SINK, 2, 1);
    return job.edge(read, map, 0, EdgeKind.KEYED).edge(map, sink, 0, EdgeKind.REBALANCE).build();
  }

  private int drawnParallelism() {
    return 1 + random.nextInt(3);
  }

  private int parallelism() {
    int drawn = drawnParallelism();
    return parallelism.orElse(drawn);
  }

  private SourceSpec source(String name, boolean ownKeys) {
    return new SourceSpec(
        name,
        1 + random.nextInt(4),
        20 + random.nextInt(180),
        1 + random.nextInt(6),
        ownKeys,
        1 + random.nextInt(8),
        1 + random.nextInt(2));
  }

  private JobGraph draw() {
    boolean ordered = random.nextBoolean();
    int last = job.root("source", source("a", ordered).toOperatorSpec(), parallelism());
    if (random.nextBoolean()) {
      job.chain(last, "map in chain", TestOperators.MAP);
    }
    if (ordered) {
      last = keyed(last, "running sum", TestOperators.RUNNING_SUM);
    } else if (random.nextBoolean()) {
      last = next(last, "map", EdgeKind.REBALANCE);
    }
    if (random.nextBoolean()) {
      last = keyed(last, "windows", TestOperators.WINDOWED_SUM);
    }
    if (random.nextInt(3) == 0) {
      last = tally(last);
    }
    int sink = job.vertex("sink", TestOperators.COMMITTING_SINK, parallelism(), 1);
    job.edge(last, sink, 0, random.nextBoolean() ? EdgeKind.REBALANCE : EdgeKind.KEYED);
    return job.build();
  }

  private int keyed(int from, String name, OperatorSpec operator) {
    int vertex = job.vertex(name, operator, parallelism(), 1);
    job.edge(from, vertex, 0, EdgeKind.KEYED);
    return vertex;
  }

  private int next(int from, String name, EdgeKind kind) {
    int vertex = job.vertex(name, TestOperators.MAP, parallelism(), 1);
    job.edge(from, vertex, 0, kind);
    return vertex;
  }

  private int tally(int from) {
    int side = job.root("side source", source("side", false).toOperatorSpec(), parallelism());
    // Each of its subtasks emits a tally, so their number belongs to the result.
    int tally = job.vertex("tally", TestOperators.BROADCAST_TALLY, drawnParallelism(), 2);
    job.edge(from, tally, 0, EdgeKind.REBALANCE).edge(side, tally, 1, EdgeKind.BROADCAST);
    return tally;
  }
}
