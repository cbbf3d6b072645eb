package io.weir.benchmarks.state;

import static java.util.Objects.requireNonNull;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.NativeState.NativeFile;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.control.JobId;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.element.KeyGroups;
import io.weir.engine.graph.Bytes;
import io.weir.engine.snapshot.CheckpointManifest;
import io.weir.engine.snapshot.CheckpointManifest.VertexSnapshot;
import io.weir.engine.snapshot.CheckpointReader;
import io.weir.engine.snapshot.ManifestCodec;
import io.weir.engine.snapshot.OperatorCut;
import io.weir.engine.snapshot.SubtaskSnapshotWriter;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.KeyedStateBackendProvider;
import io.weir.engine.state.OrderedTable;
import io.weir.storage.CheckpointStorages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Checkpoints of one large state, the first and later ones, and restores. Thread: the caller's, and
 * one that writes.
 */
final class StateCheckpoints {
  private static final String OPERATOR = "large";
  private static final KeyGroupRange ALL = new KeyGroupRange(0, StateAccess.KEY_GROUPS);
  private static final int VALUE_BYTES = 1_000;
  private static final int LATER_CHECKPOINTS = 5;

  /** Between checkpoints, half of what jobs have by default. */
  private static final int INTERVAL_SECONDS = 5;

  private final KeyedStateBackendProvider provider;
  private final CheckpointStorage storage;
  private final int entries;
  private final SplittableRandom random = new SplittableRandom(2);
  private volatile CheckpointRef last = new CheckpointRef("", 0);

  StateCheckpoints(KeyedStateBackendProvider provider, Path directory, long stateBytes)
      throws IOException {
    this.provider = provider;
    this.storage =
        new CheckpointStorages()
            .open(directory.resolve("checkpoints").toString(), new JobId("0".repeat(32)));
    this.entries = (int) (stateBytes / VALUE_BYTES);
  }

  void measure() throws Exception {
    ExecutorService writing = Executors.newSingleThreadExecutor();
    try (KeyedStateBackend backend = provider.create(OPERATOR, 0, ALL)) {
      OrderedTable table = backend.table("cells");
      for (int i = 0; i < entries; i++) {
        put(table, i);
      }
      checkpoint(writing, backend, 1, "first checkpoint");
      for (int id = 2; id < 2 + LATER_CHECKPOINTS; id++) {
        TimeUnit.SECONDS.sleep(INTERVAL_SECONDS);
        checkpoint(writing, backend, id, "checkpoint with 1 % changed");
      }
    } finally {
      writing.shutdown();
    }
    restore(1, "restore at the same parallelism");
    restore(2, "restore at twice the parallelism");
  }

  /** Changes the hundredth of the entries that has this number, some of them several times. */
  private Work change(OrderedTable table, long hundredth, BooleanSupplier until) {
    int size = entries / 100;
    int first = (int) (hundredth % 100) * size;
    long wall = System.nanoTime();
    long cpu = StateAccess.cpuNanos();
    long done = 0;
    while (done < size || !until.getAsBoolean()) {
      put(table, first + random.nextInt(size));
      done++;
    }
    return new Work(done, System.nanoTime() - wall, StateAccess.cpuNanos() - cpu);
  }

  private void put(OrderedTable table, int number) {
    byte[] value = new byte[VALUE_BYTES];
    random.nextBytes(value);
    table.put(
        number % StateAccess.KEY_GROUPS,
        ByteBuffer.allocate(Long.BYTES).putLong(number * 0x9e3779b97f4a7c15L).array(),
        value);
  }

  /**
   * As a subtask does it: another thread writes the checkpoint, while this one goes on with what
   * the next one will hold.
   */
  private void checkpoint(ExecutorService writing, KeyedStateBackend backend, long id, String what)
      throws Exception {
    OrderedTable table = backend.table("cells");
    Work before = change(table, id, () -> true);
    long start = System.nanoTime();
    FrozenKeyedState frozen = backend.freeze();
    long pause = System.nanoTime() - start;
    Future<Written> written = writing.submit(() -> write(id, frozen));
    Work meanwhile = change(table, id + 1, written::isDone);
    System.out.printf(
        Locale.ROOT,
        "%s of %d MB: %.2f ms pause, %.0f ms in all, %d MB of new files;"
            + " a change took %+.0f %% CPU and %+.0f %% time meanwhile%n",
        what,
        megabytes(),
        pause / 1e6,
        (written.get().atNanos() - start) / 1e6,
        written.get().newBytes() >> 20,
        100 * (meanwhile.cpuOfOne() / before.cpuOfOne() - 1),
        100 * (meanwhile.timeOfOne() / before.timeOfOne() - 1));
  }

  /** Writes and commits a checkpoint. */
  private Written write(long id, FrozenKeyedState frozen) throws IOException {
    long newBytes;
    try (OperatorCut cut = new OperatorCut(frozen, Map.of(), null, List.of(), Bytes.EMPTY)) {
      SubtaskSnapshot part =
          new SubtaskSnapshotWriter(storage).write(id, new SubtaskId(1, 0), Map.of(OPERATOR, cut));
      newBytes =
          requireNonNull(part.operators().get(OPERATOR)).nativeState().stream()
              .flatMap(state -> state.files().stream())
              .map(NativeFile::stored)
              .filter(file -> file.name().startsWith(id + "-"))
              .mapToLong(StateFile::length)
              .sum();
      CheckpointManifest manifest =
          new CheckpointManifest(
              new JobId("0".repeat(32)),
              "job",
              id,
              StateAccess.KEY_GROUPS,
              false,
              Bytes.EMPTY,
              List.of(new VertexSnapshot(1, "vertex", List.of(part))),
              Map.of());
      last = storage.commit(id, ManifestCodec.encode(manifest));
    }
    return new Written(System.nanoTime(), newBytes);
  }

  private long megabytes() {
    return ((long) entries * VALUE_BYTES) >> 20;
  }

  private void restore(int parallelism, String what) throws IOException {
    long start = System.nanoTime();
    for (int index = 0; index < parallelism; index++) {
      KeyGroupRange groups = KeyGroups.rangeOf(index, parallelism, StateAccess.KEY_GROUPS);
      try (KeyedStateBackend backend = provider.create(OPERATOR, index, groups)) {
        CheckpointReader.open(storage, last)
            .operator(OPERATOR, index, parallelism)
            .loadKeyed(backend);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "%s: %.1f s, %.0f MB/s%n", what, seconds, megabytes() / seconds);
  }

  /** When a checkpoint was committed, and what it added to the files of those before. */
  private record Written(long atNanos, long newBytes) {}

  /** So many changes, and what they took. */
  private record Work(long changes, long nanos, long cpuNanos) {
    double timeOfOne() {
      return (double) nanos / changes;
    }

    double cpuOfOne() {
      return (double) cpuNanos / changes;
    }
  }
}
