package io.weir.benchmarks.state;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.SubtaskSnapshot;
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

/** Checkpoints of one large state, the first and later ones, and restores. Thread: the caller's. */
final class StateCheckpoints {
  private static final String OPERATOR = "large";
  private static final KeyGroupRange ALL = new KeyGroupRange(0, StateAccess.KEY_GROUPS);
  private static final int VALUE_BYTES = 1_000;
  private static final int LATER_CHECKPOINTS = 5;

  private final KeyedStateBackendProvider provider;
  private final CheckpointStorage storage;
  private final int entries;
  private final SplittableRandom random = new SplittableRandom(2);
  private CheckpointRef last = new CheckpointRef("", 0);

  StateCheckpoints(KeyedStateBackendProvider provider, Path directory, long stateBytes)
      throws IOException {
    this.provider = provider;
    this.storage =
        new CheckpointStorages()
            .open(directory.resolve("checkpoints").toString(), new JobId("0".repeat(32)));
    this.entries = (int) (stateBytes / VALUE_BYTES);
  }

  void measure() throws IOException {
    try (KeyedStateBackend backend = provider.create(OPERATOR, 0, ALL)) {
      OrderedTable table = backend.table("cells");
      for (int i = 0; i < entries; i++) {
        put(table, i);
      }
      checkpoint(backend, 1, "first checkpoint");
      for (int id = 2; id < 2 + LATER_CHECKPOINTS; id++) {
        for (int i = 0; i < entries / 100; i++) {
          put(table, random.nextInt(entries));
        }
        checkpoint(backend, id, "checkpoint with 1 % changed");
      }
    }
    restore(1, "restore at the same parallelism");
    restore(2, "restore at twice the parallelism");
  }

  private void put(OrderedTable table, int number) {
    byte[] value = new byte[VALUE_BYTES];
    random.nextBytes(value);
    table.put(
        number % StateAccess.KEY_GROUPS,
        ByteBuffer.allocate(Long.BYTES).putLong(number * 0x9e3779b97f4a7c15L).array(),
        value);
  }

  private void checkpoint(KeyedStateBackend backend, long id, String what) throws IOException {
    long start = System.nanoTime();
    FrozenKeyedState frozen = backend.freeze();
    long pause = System.nanoTime() - start;
    try (OperatorCut cut = new OperatorCut(frozen, Map.of(), null, List.of(), Bytes.EMPTY)) {
      SubtaskSnapshot part =
          new SubtaskSnapshotWriter(storage).write(id, new SubtaskId(1, 0), Map.of(OPERATOR, cut));
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
    System.out.printf(
        Locale.ROOT,
        "%s of %d MB: %.2f ms pause, %.0f ms in all%n",
        what,
        megabytes(),
        pause / 1e6,
        (System.nanoTime() - start) / 1e6);
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
}
