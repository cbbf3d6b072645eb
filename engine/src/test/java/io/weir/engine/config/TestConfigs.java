package io.weir.engine.config;

/** Settings of jobs of tests, as far as the tests do not care for them. */
public final class TestConfigs {
  private TestConfigs() {}

  /** The newest checkpoint is kept, and none that fails is tolerated. */
  public static CheckpointConfig checkpoints(long intervalMs, long timeoutMs, String path) {
    return new CheckpointConfig(
        intervalMs,
        timeoutMs,
        0,
        0,
        1,
        path,
        CheckpointConfig.ALWAYS_ALIGNED,
        CheckpointConfig.UNLIMITED);
  }

  /** A job that begins with nothing and is restarted a few times. */
  public static JobConfig of(CheckpointConfig checkpoints) {
    return of(checkpoints, false);
  }

  /** The same, perhaps in rounds. */
  public static JobConfig of(CheckpointConfig checkpoints, boolean rounds) {
    return new JobConfig(checkpoints, "", RestoreRules.STRICT, "memory", 5, 1 << 20, rounds);
  }

  /** The same, taking over the state at a path. */
  public static JobConfig restoring(CheckpointConfig checkpoints, String path, RestoreRules rules) {
    return new JobConfig(checkpoints, path, rules, "memory", 5, 1 << 20, false);
  }
}
