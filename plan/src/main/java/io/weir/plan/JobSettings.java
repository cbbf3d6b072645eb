package io.weir.plan;

import io.weir.engine.config.CheckpointConfig;
import io.weir.engine.config.JobConfig;
import io.weir.engine.config.RestoreRules;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.jspecify.annotations.Nullable;

/**
 * The options of one job, checked and with their defaults filled in.
 *
 * @param parallelism number of subtasks of each vertex that may have several
 * @param maxParallelism number of key groups
 * @param workers number of embedded workers
 * @param weirMaster address of the master as host:port; empty for an embedded cluster
 * @param checkpointIntervalMs time between the starts of two checkpoints; -1 for none
 * @param checkpointStoragePath where checkpoints go; empty when the cluster decides
 * @param savepointPath what to restore; empty for nothing
 * @param maxBundleSize most elements of a bundle
 * @param maxBundleTimeMs longest time that a bundle stays open
 * @param rounds whether the job runs in rounds, as one with a TestStream does
 * @param options the options as given
 */
public record JobSettings(
    int parallelism,
    int maxParallelism,
    int workers,
    String weirMaster,
    long checkpointIntervalMs,
    String checkpointStoragePath,
    String savepointPath,
    long maxBundleSize,
    long maxBundleTimeMs,
    boolean rounds,
    WeirPipelineOptions options) {

  private static final List<String> STATE_BACKENDS = List.of("memory", "filesystem", "rocksdb");
  private static final int LARGEST_MAX_PARALLELISM = 1 << 15;

  /**
   * Checks the options.
   *
   * @param streaming whether the pipeline has unbounded PCollections; decides defaults
   * @throws IllegalArgumentException naming the option and its value
   */
  public static JobSettings of(PipelineOptions pipelineOptions, boolean streaming) {
    WeirPipelineOptions options = pipelineOptions.as(WeirPipelineOptions.class);
    checkLimits(options);
    checkStateBackend(options.getStateBackend());
    var unused = MemorySize.of("workerMemory", orEmpty(options.getWorkerMemory()));
    var unusedLimit = memoryCheckpointLimit(options);
    String master = orEmpty(options.getWeirMaster());
    checkMaster(master, options.getWorkers());
    int maxParallelism =
        (int) range("maxParallelism", options.getMaxParallelism(), 1, LARGEST_MAX_PARALLELISM);
    return new JobSettings(
        parallelism(options.getParallelism(), maxParallelism),
        maxParallelism,
        (int) range("workers", orElse(options.getWorkers(), 1), 1, 1000),
        master,
        isGiven(options, "checkpointingInterval")
            ? interval(options.getCheckpointingInterval())
            : streaming ? 10_000 : 30_000,
        orEmpty(options.getCheckpointStoragePath()),
        orEmpty(options.getSavepointPath()),
        atLeast(
            "maxBundleSize", orElse(options.getMaxBundleSize(), streaming ? 1000L : 1_000_000L), 1),
        atLeast(
            "maxBundleTimeMillis",
            orElse(options.getMaxBundleTimeMillis(), streaming ? 1000L : 10_000L),
            1),
        false,
        options);
  }

  /** Memory of a worker for state, bytes; empty when the worker decides. */
  public OptionalLong workerMemoryBytes() {
    return MemorySize.of("workerMemory", orEmpty(options.getWorkerMemory()));
  }

  /**
   * The engine's part of the settings.
   *
   * @param checkpointUri where checkpoints go, decided by the cluster when the user did not
   * @param restoreUri the savepoint as a URI; empty for none
   * @param restoreRules how its state is taken over
   */
  public JobConfig toJobConfig(String checkpointUri, String restoreUri, RestoreRules restoreRules) {
    return new JobConfig(
        checkpoints(checkpointUri),
        restoreUri,
        restoreRules,
        options.getStateBackend().equals("filesystem") ? "memory" : options.getStateBackend(),
        options.getMaxRestarts(),
        options.getMaxRecordBytes(),
        rounds);
  }

  private CheckpointConfig checkpoints(String uri) {
    return new CheckpointConfig(
        checkpointIntervalMs,
        options.getCheckpointTimeoutMillis(),
        options.getMinPauseBetweenCheckpoints(),
        options.getTolerableCheckpointFailures(),
        options.getRetainedCheckpoints(),
        uri,
        // In rounds nothing may be behind what was sent before.
        rounds ? CheckpointConfig.ALWAYS_ALIGNED : options.getAlignedCheckpointTimeoutMillis(),
        largestCheckpointBytes());
  }

  /** What the master itself keeps has a limit; checkpoint storage has none. */
  private long largestCheckpointBytes() {
    return options.getStateBackend().equals("memory")
        ? memoryCheckpointLimit(options)
        : CheckpointConfig.UNLIMITED;
  }

  private static long memoryCheckpointLimit(WeirPipelineOptions options) {
    String limit = orEmpty(options.getMemoryCheckpointLimit());
    return MemorySize.of("memoryCheckpointLimit", limit)
        .orElseThrow(() -> refused("memoryCheckpointLimit", limit, "expected a size"));
  }

  /** The settings for a pipeline with a TestStream: the job runs in rounds. */
  JobSettings inRounds() {
    return new JobSettings(
        parallelism,
        maxParallelism,
        workers,
        weirMaster,
        checkpointIntervalMs,
        checkpointStoragePath,
        savepointPath,
        maxBundleSize,
        maxBundleTimeMs,
        true,
        options);
  }

  private static void checkLimits(WeirPipelineOptions options) {
    atLeast("checkpointTimeoutMillis", options.getCheckpointTimeoutMillis(), 1);
    atLeast(
        "alignedCheckpointTimeoutMillis",
        options.getAlignedCheckpointTimeoutMillis(),
        CheckpointConfig.ALWAYS_ALIGNED);
    atLeast("minPauseBetweenCheckpoints", options.getMinPauseBetweenCheckpoints(), 0);
    atLeast("tolerableCheckpointFailures", options.getTolerableCheckpointFailures(), 0);
    atLeast("retainedCheckpoints", options.getRetainedCheckpoints(), 1);
    atLeast("maxRestarts", options.getMaxRestarts(), 0);
    atLeast("maxRecordBytes", options.getMaxRecordBytes(), 1);
    atLeast("progressIntervalMillis", options.getProgressIntervalMillis(), 0);
  }

  private static void checkStateBackend(String name) {
    if (!STATE_BACKENDS.contains(name)) {
      throw refused("stateBackend", name, "known are " + String.join(", ", STATE_BACKENDS));
    }
  }

  private static void checkMaster(String master, @Nullable Integer workers) {
    if (master.isEmpty()) {
      return;
    }
    int colon = master.lastIndexOf(':');
    if (colon < 1 || !isPort(master.substring(colon + 1))) {
      throw refused("weirMaster", master, "expected host:port");
    }
    if (workers != null) {
      throw refused("workers", workers, "it is for embedded clusters, and weirMaster is set");
    }
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= 65535;
  }

  private static int parallelism(@Nullable Integer given, int maxParallelism) {
    if (given == null) {
      return Math.min(Runtime.getRuntime().availableProcessors(), maxParallelism);
    }
    atLeast("parallelism", given, 1);
    if (given > maxParallelism) {
      throw refused("parallelism", given, "it is larger than maxParallelism, " + maxParallelism);
    }
    return given;
  }

  /** Whether the user gave the option; Beam makes exactly those options display data. */
  private static boolean isGiven(WeirPipelineOptions options, String name) {
    return DisplayData.from(options).items().stream().anyMatch(item -> name.equals(item.getKey()));
  }

  private static long interval(long given) {
    if (given != -1 && given < 1) {
      throw refused("checkpointingInterval", given, "expected milliseconds, or -1 for none");
    }
    return given;
  }

  private static long atLeast(String option, long value, long least) {
    return range(option, value, least, Long.MAX_VALUE);
  }

  private static long range(String option, long value, long least, long most) {
    if (value < least) {
      throw refused(option, value, "it must be at least " + least);
    }
    if (value > most) {
      throw refused(option, value, "it must be at most " + most);
    }
    return value;
  }

  private static IllegalArgumentException refused(String option, Object value, String reason) {
    return new IllegalArgumentException("--%s=%s: %s".formatted(option, value, reason));
  }

  private static <T> T orElse(@Nullable T value, T otherwise) {
    return Objects.requireNonNullElse(value, otherwise);
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
