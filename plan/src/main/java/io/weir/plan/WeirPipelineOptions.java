package io.weir.plan;

import java.util.Map;
import org.apache.beam.sdk.options.ApplicationNameOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.DefaultValueFactory;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.StreamingOptions;
import org.jspecify.annotations.Nullable;

/**
 * The options of the Weir runner. Names are those that users of Beam's runners know where the
 * meaning is the same. Values are checked by {@link JobSettings}, not by the setters.
 */
public interface WeirPipelineOptions extends ApplicationNameOptions, StreamingOptions {

  /** Number of subtasks of each operator. */
  @Description(
      "Number of subtasks of each operator. Unset: the number of processors of the "
          + "machine that plans the job.")
  @Nullable Integer getParallelism();

  /** Sets {@link #getParallelism}. */
  void setParallelism(@Nullable Integer parallelism);

  /** Number of key groups, and the largest parallelism that the job can ever be restored at. */
  @Description(
      "Number of key groups, and the largest parallelism that the job can ever be "
          + "restored at. Fixed for the life of the job's state.")
  @Default.Integer(128)
  int getMaxParallelism();

  /** Sets {@link #getMaxParallelism}. */
  void setMaxParallelism(int maxParallelism);

  /** Number of workers of an embedded cluster. */
  @Description(
      "Number of workers of an embedded cluster. Unset: 1. Not allowed together with "
          + "weirMaster.")
  @Nullable Integer getWorkers();

  /** Sets {@link #getWorkers}. */
  void setWorkers(@Nullable Integer workers);

  /** Address of the master, as host:port. */
  @Description("Address of the master, as host:port. Unset: an embedded cluster in this JVM.")
  @Nullable String getWeirMaster();

  /** Sets {@link #getWeirMaster}. */
  void setWeirMaster(@Nullable String weirMaster);

  /**
   * Milliseconds from the start of one checkpoint to the start of the next; -1 turns them off, then
   * a failure starts the job from the beginning.
   *
   * <p>What this returns by default is not what a job gets by default: type and default are those
   * of FlinkRunner's option, since KafkaIO declares the same and Beam refuses two declarations that
   * differ. {@link JobSettings} looks whether the option was given at all.
   */
  @Description(
      "Milliseconds from the start of one checkpoint to the start of the next; -1 turns "
          + "them off, then a failure starts the job from the beginning. Unset: 10 s for "
          + "streaming, 30 s for bounded pipelines.")
  @Default.Long(-1)
  Long getCheckpointingInterval();

  /** Sets {@link #getCheckpointingInterval}. */
  void setCheckpointingInterval(Long checkpointingInterval);

  /** Directory for checkpoints, as a path or URI. */
  @Description(
      "Directory for checkpoints, as a path or URI. Unset: a temporary directory for an "
          + "embedded cluster, the directory of the cluster otherwise.")
  @Nullable String getCheckpointStoragePath();

  /** Sets {@link #getCheckpointStoragePath}. */
  void setCheckpointStoragePath(@Nullable String checkpointStoragePath);

  /** A checkpoint that is not complete after this time is given up. */
  @Description("A checkpoint that is not complete after this time is given up.")
  @Default.Long(600_000)
  long getCheckpointTimeoutMillis();

  /** Sets {@link #getCheckpointTimeoutMillis}. */
  void setCheckpointTimeoutMillis(long checkpointTimeoutMillis);

  /**
   * The barriers of a checkpoint that has been under way for this time overtake elements that wait;
   * 0: at once, -1: never.
   */
  @Description(
      "The barriers of a checkpoint that has been under way for this time overtake elements that "
          + "wait between keyed or redistributed steps, which become part of the checkpoint; 0 for "
          + "at once, -1 for never.")
  @Default.Long(1_000)
  long getAlignedCheckpointTimeoutMillis();

  /** Sets {@link #getAlignedCheckpointTimeoutMillis}. */
  void setAlignedCheckpointTimeoutMillis(long alignedCheckpointTimeoutMillis);

  /** Least time in milliseconds from the end of one checkpoint to the start of the next. */
  @Description(
      "Least time in milliseconds from the end of one checkpoint to the start of the " + "next.")
  @Default.Long(0)
  long getMinPauseBetweenCheckpoints();

  /** Sets {@link #getMinPauseBetweenCheckpoints}. */
  void setMinPauseBetweenCheckpoints(long minPauseBetweenCheckpoints);

  /** Number of failed checkpoints in a row that do not fail the job's attempt. */
  @Description("Number of failed checkpoints in a row that do not fail the job's attempt.")
  @Default.Integer(10)
  int getTolerableCheckpointFailures();

  /** Sets {@link #getTolerableCheckpointFailures}. */
  void setTolerableCheckpointFailures(int tolerableCheckpointFailures);

  /** Number of complete checkpoints that are kept. */
  @Description("Number of complete checkpoints that are kept.")
  @Default.Integer(1)
  int getRetainedCheckpoints();

  /** Sets {@link #getRetainedCheckpoints}. */
  void setRetainedCheckpoints(int retainedCheckpoints);

  /**
   * Where keyed state lives between checkpoints: filesystem for the worker's memory, rocksdb for
   * its disk, or memory for the worker's memory with checkpoints that the master keeps, up to
   * {@link #getMemoryCheckpointLimit}.
   */
  @Description(
      "Where keyed state lives between checkpoints: filesystem for the worker's memory, rocksdb "
          + "for its disk, or memory for the worker's memory with checkpoints that the master "
          + "keeps, up to memoryCheckpointLimit.")
  @Default.String("filesystem")
  String getStateBackend();

  /** Sets {@link #getStateBackend}. */
  void setStateBackend(String stateBackend);

  /** Largest checkpoint that the master keeps with stateBackend=memory, such as 256m. */
  @Description(
      "Largest checkpoint that the master keeps with stateBackend=memory, such as 256m; a larger "
          + "one fails.")
  @Default.String("256m")
  String getMemoryCheckpointLimit();

  /** Sets {@link #getMemoryCheckpointLimit}. */
  void setMemoryCheckpointLimit(String memoryCheckpointLimit);

  /** Memory of each worker for state, such as 2g; unset: 30 % of the machine's or container's. */
  @Description(
      "Memory of each worker for state: RocksDB's blocks and buffers, and state that is cached as "
          + "objects; such as 2g. Unset: 30 % of the machine's or container's.")
  @Nullable String getWorkerMemory();

  /** Sets {@link #getWorkerMemory}. */
  void setWorkerMemory(@Nullable String workerMemory);

  /** Savepoint or checkpoint to start from, as a path or URI. */
  @Description(
      "Savepoint or checkpoint to start from, as a path or URI. Unset: start without " + "state.")
  @Nullable String getSavepointPath();

  /** Sets {@link #getSavepointPath}. */
  void setSavepointPath(@Nullable String savepointPath);

  /** Whether state of the savepoint that belongs to no operator of the pipeline may be dropped. */
  @Description(
      "Whether state of the savepoint that belongs to no operator of the pipeline may be "
          + "dropped.")
  @Default.Boolean(false)
  boolean getAllowNonRestoredState();

  /** Sets {@link #getAllowNonRestoredState}. */
  void setAllowNonRestoredState(boolean allowNonRestoredState);

  /** Whether to plan only: print the plan, what becomes of the savepoint's state, and end. */
  @Description(
      "Whether to plan only: print the plan and what becomes of the savepoint's state, start "
          + "nothing, and end.")
  @Default.Boolean(false)
  boolean getDryRun();

  /** Sets {@link #getDryRun}. */
  void setDryRun(boolean dryRun);

  /** Old names of transforms, as they are in the savepoint, to their new ones. */
  @Description(
      "JSON object from old names of transforms, as they are in the savepoint, to their new names; "
          + "the name of a composite stands for all that is in it.")
  @Default.InstanceFactory(NoNewNames.class)
  Map<String, String> getTransformNameMapping();

  /** Sets {@link #getTransformNameMapping}. */
  void setTransformNameMapping(Map<String, String> transformNameMapping);

  /** No transform was renamed. */
  final class NoNewNames implements DefaultValueFactory<Map<String, String>> {
    @Override
    public Map<String, String> create(PipelineOptions options) {
      return Map.of();
    }
  }

  /** Number of restarts without a completed checkpoint between them after which the job fails. */
  @Description(
      "Number of restarts without a completed checkpoint between them after which the job "
          + "fails.")
  @Default.Integer(10)
  int getMaxRestarts();

  /** Sets {@link #getMaxRestarts}. */
  void setMaxRestarts(int maxRestarts);

  /** Whether elements wait in every Reshuffle until a checkpoint that holds them is complete. */
  @Description(
      "Whether elements wait in every Reshuffle until a checkpoint that holds them is complete, "
          + "so that what follows sees the same elements again after a restart.")
  @Default.Boolean(false)
  boolean getStableReshuffle();

  /** Sets {@link #getStableReshuffle}. */
  void setStableReshuffle(boolean stableReshuffle);

  /** Largest number of elements in a bundle. */
  @Description(
      "Largest number of elements in a bundle. Unset: 1000 for streaming, 1,000,000 for "
          + "bounded pipelines.")
  @Nullable Long getMaxBundleSize();

  /** Sets {@link #getMaxBundleSize}. */
  void setMaxBundleSize(@Nullable Long maxBundleSize);

  /** Longest time in milliseconds that a bundle stays open. */
  @Description(
      "Longest time in milliseconds that a bundle stays open. Unset: 1000 for streaming, "
          + "10,000 for bounded pipelines.")
  @Nullable Long getMaxBundleTimeMillis();

  /** Sets {@link #getMaxBundleTimeMillis}. */
  void setMaxBundleTimeMillis(@Nullable Long maxBundleTimeMillis);

  /** Largest encoded element in bytes; a larger one fails the job. */
  @Description("Largest encoded element in bytes; a larger one fails the job.")
  @Default.Long(67_108_864)
  long getMaxRecordBytes();

  /** Sets {@link #getMaxRecordBytes}. */
  void setMaxRecordBytes(long maxRecordBytes);

  /**
   * Whether to check that no DoFn changes its input or output elements, and to hand on what coders
   * make of them, as happens between processes.
   */
  @Description(
      "Whether to check that no DoFn changes its input or output elements, and to hand on what "
          + "coders make of them. Slow; meant for tests.")
  @Default.Boolean(false)
  boolean getEnforceImmutability();

  /** Sets {@link #getEnforceImmutability}. */
  void setEnforceImmutability(boolean enforceImmutability);

  /** Milliseconds between two progress lines; 0 prints none. */
  @Description("Milliseconds between two progress lines; 0 prints none.")
  @Default.Long(10_000)
  long getProgressIntervalMillis();

  /** Sets {@link #getProgressIntervalMillis}. */
  void setProgressIntervalMillis(long progressIntervalMillis);

  /** Whether the plan is printed when the job is submitted: its vertices, operators and edges. */
  @Description(
      "Whether the plan is printed when the job is submitted: its vertices, operators and "
          + "edges.")
  @Default.Boolean(false)
  boolean getExplain();

  /** Sets {@link #getExplain}. */
  void setExplain(boolean explain);
}
