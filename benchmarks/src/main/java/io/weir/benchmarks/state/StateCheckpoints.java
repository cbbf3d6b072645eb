package io.weir.benchmarks.state;

import static java.util.Objects.requireNonNull;

import io.weir.benchmarks.state.SteadyLoad.Work;
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
import io.weir.storage.CheckpointStorages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private static final int LATER_CHECKPOINTS = 13;
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Of work without a checkpoint, before and after each. */
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final KeyedStateBackendProvider provider;
  private final CheckpointStorage storage;
  private final long stateBytes;
  private volatile CheckpointRef last = new CheckpointRef("", 0);

  StateCheckpoints(KeyedStateBackendProvider provider, Path directory, long stateBytes)
      throws IOException {
    this.provider = provider;
    this.storage =
        new CheckpointStorages()
            .open(directory.resolve("checkpoints").toString(), new JobId("0".repeat(32)));
    this.stateBytes = stateBytes;
  }

  void measure() throws Exception {
    ExecutorService writing = Executors.newSingleThreadExecutor();
    try (KeyedStateBackend backend = provider.create(OPERATOR, 0, ALL)) {
      SteadyLoad load = new SteadyLoad(backend.table("cells"), stateBytes);
      load.fill();
      checkpoint(writing, backend, load, 1);
      load.until(elapsed(INTERVAL_NANOS));
      Work before = load.until(elapsed(INTERVAL_NANOS));
      List<Double> dips = new ArrayList<>();
      for (int id = 2; id < 2 + LATER_CHECKPOINTS; id++) {
        Work meanwhile = checkpoint(writing, backend, load, id);
        Work second = meanwhile.and(load.until(elapsed(SECOND_NANOS - meanwhile.nanos())));
        load.until(elapsed(INTERVAL_NANOS));
        Work after = load.until(elapsed(INTERVAL_NANOS));
        dips.add(compare(meanwhile, second, before.and(after)));
        before = after;
      }
      Collections.sort(dips);
      System.out.printf(
          Locale.ROOT,
          "throughput of the second of a checkpoint: median %+.1f %%, from %+.1f to %+.1f %%%n",
          dips.get(dips.size() / 2),
          dips.get(0),
          dips.get(dips.size() - 1));
    } finally {
      writing.shutdown();
    }
    restore(1, "restore at the same parallelism");
    restore(2, "restore at twice the parallelism");
  }

  private static BooleanSupplier elapsed(long nanos) {
    long start = System.nanoTime();
    return () -> System.nanoTime() - start >= nanos;
  }

  /**
   * Compares work during a checkpoint with work without one.
   *
   * @param meanwhile until it was committed
   * @param second the second that began with it
   * @return how much more was done in that second, in per cent; less is negative
   */
  private static double compare(Work meanwhile, Work second, Work without) {
    double ofSecond = percentMore(second.perSecond(), without.perSecond());
    System.out.printf(
        Locale.ROOT,
        "  %+.1f %% throughput and %+.1f %% CPU of one access meanwhile, %+.1f %% throughput in that"
            + " second; %.0f/s without a checkpoint%n",
        percentMore(meanwhile.perSecond(), without.perSecond()),
        percentMore(meanwhile.cpuOfOne(), without.cpuOfOne()),
        ofSecond,
        without.perSecond());
    return ofSecond;
  }

  private static double percentMore(double number, double base) {
    return 100 * (number / base - 1);
  }

  /**
   * As a subtask does it: another thread writes the checkpoint, while this one goes on with what
   * the next one will hold.
   *
   * @return what it did meanwhile, the pause included
   */
  private Work checkpoint(
      ExecutorService writing, KeyedStateBackend backend, SteadyLoad load, long id)
      throws Exception {
    double changed = load.changedShare();
    load.turnToNextHundredth();
    long start = System.nanoTime();
    FrozenKeyedState frozen = backend.freeze();
    long pause = System.nanoTime() - start;
    Future<Written> written = writing.submit(() -> write(id, frozen));
    Work meanwhile = load.until(written::isDone);
    System.out.printf(
        Locale.ROOT,
        "checkpoint %d of %d MB, %.1f %% changed: %.2f ms pause, %.0f ms in all, %d MB of new"
            + " files%n",
        id,
        load.megabytes(),
        id == 1 ? 100 : 100 * changed,
        pause / 1e6,
        (written.get().atNanos() - start) / 1e6,
        written.get().newBytes() >> 20);
    return meanwhile.and(new Work(0, pause, 0));
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
    System.out.printf(
        Locale.ROOT, "%s: %.1f s, %.0f MB/s%n", what, seconds, (stateBytes >> 20) / seconds);
  }

  /** When a checkpoint was committed, and what it added to the files of those before. */
  private record Written(long atNanos, long newBytes) {}
}
