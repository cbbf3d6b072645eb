package io.weir.testkit.storage;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.control.JobId;
import io.weir.engine.snapshot.CheckpointStorageProvider;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checkpoints of any number of jobs in memory. Behaves as durable storage does: what was not
 * finished is not there, and a checkpoint is complete when its manifest is.
 *
 * <p>Thread: any thread.
 */
public final class MemoryCheckpoints implements CheckpointStorageProvider {
  private final Map<JobId, MemoryCheckpointStorage> jobs = new ConcurrentHashMap<>();

  @Override
  public CheckpointStorage open(String path, JobId job) {
    return of(job);
  }

  /** The storage of a job. */
  public MemoryCheckpointStorage of(JobId job) {
    return jobs.computeIfAbsent(job, j -> new MemoryCheckpointStorage("memory:" + j.value(), this));
  }

  @Override
  public CheckpointRef find(String path) throws IOException {
    for (MemoryCheckpointStorage storage : jobs.values()) {
      List<CheckpointRef> complete = storage.list();
      for (CheckpointRef ref : complete) {
        if (ref.path().equals(path)) {
          return ref;
        }
      }
      if (storage.path().equals(path) && !complete.isEmpty()) {
        return complete.get(complete.size() - 1);
      }
    }
    throw new IOException("there is no complete checkpoint at " + path);
  }

  /** The files of the checkpoint, whichever job it belongs to. */
  Map<String, byte[]> files(CheckpointRef checkpoint) {
    return jobs.values().stream()
        .map(storage -> storage.files(checkpoint))
        .filter(files -> !files.isEmpty())
        .findFirst()
        .orElse(new TreeMap<>());
  }
}
