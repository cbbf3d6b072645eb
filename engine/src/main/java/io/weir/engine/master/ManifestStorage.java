package io.weir.engine.master;

import static java.util.Objects.requireNonNull;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.master.JobCommand.CommitCheckpoint;
import io.weir.engine.master.JobEvent.RestorePointRead;
import io.weir.engine.snapshot.CheckpointManifest;
import io.weir.engine.snapshot.CheckpointManifest.VertexSnapshot;
import io.weir.engine.snapshot.CheckpointReader;
import io.weir.engine.snapshot.CheckpointStorageProvider;
import io.weir.engine.snapshot.ManifestCodec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints of one job as manifests in checkpoint storage. Thread: one at a time. */
public final class ManifestStorage implements JobStorage {
  private static final Logger LOG = LoggerFactory.getLogger(ManifestStorage.class);

  /**
   * An earlier master may have begun checkpoints after its last complete one, and a worker that
   * does not know yet may still write to them.
   */
  private static final long ID_GAP = 1_000;

  private final JobSpec job;
  private final CheckpointStorageProvider provider;
  private final CheckpointStorage storage;
  private final MetricsMerge merge;
  private final SharedFileReferences references = new SharedFileReferences();

  private ManifestStorage(
      JobSpec job,
      CheckpointStorageProvider provider,
      CheckpointStorage storage,
      MetricsMerge merge) {
    this.job = job;
    this.provider = provider;
    this.storage = storage;
    this.merge = merge;
  }

  /** Opens the storage that the job's configuration names. */
  public static ManifestStorage open(
      JobSpec job, CheckpointStorageProvider provider, MetricsMerge merge) throws IOException {
    CheckpointStorage storage = provider.open(job.config().checkpoints().path(), job.id());
    return new ManifestStorage(job, provider, storage, merge);
  }

  @Override
  public RestorePointRead readRestorePoint() throws IOException {
    List<Long> incomplete = storage.incomplete();
    List<CheckpointRef> complete = storage.list();
    long newest =
        Math.max(
            complete.stream().mapToLong(CheckpointRef::checkpointId).max().orElse(0),
            incomplete.stream().mapToLong(Long::longValue).max().orElse(0));
    long firstId = newest == 0 ? 1 : newest + ID_GAP;
    return complete.isEmpty()
        ? new RestorePointRead(configuredPoint(), firstId)
        : readOwn(complete, firstId);
  }

  private List<CompletedCheckpoint> configuredPoint() throws IOException {
    String path = job.config().restorePath();
    return path.isEmpty() ? List.of() : List.of(read(provider.find(path), false));
  }

  private RestorePointRead readOwn(List<CheckpointRef> refs, long firstId) throws IOException {
    List<CompletedCheckpoint> readable = new ArrayList<>();
    List<Long> damagedIds = new ArrayList<>();
    DamagedCheckpointException last = null;
    for (CheckpointRef ref : refs) {
      try {
        readable.add(read(ref, true));
      } catch (DamagedCheckpointException damaged) {
        LOG.error("checkpoint {} is left out", ref.path(), damaged);
        references.addUnknown(ref.checkpointId());
        damagedIds.add(ref.checkpointId());
        last = damaged;
      }
    }
    if (readable.isEmpty()) {
      throw requireNonNull(last);
    }
    return new RestorePointRead(readable, firstId, damagedIds);
  }

  private CompletedCheckpoint read(CheckpointRef ref, boolean own) throws IOException {
    CheckpointReader reader = CheckpointReader.open(storage, ref).forJob(job);
    if (own) {
      references.add(reader.manifest());
    }
    return new CompletedCheckpoint(ref, own, reader.underNewNames(metricsOf(reader.manifest())));
  }

  private Map<String, Bytes> metricsOf(CheckpointManifest manifest) {
    Map<String, Bytes> sums = new HashMap<>();
    manifest
        .metricsBase()
        .forEach((operator, cells) -> cells.forEach(c -> merge.addTo(sums, Map.of(operator, c))));
    for (VertexSnapshot vertex : manifest.vertices()) {
      vertex.subtasks().forEach(s -> merge.addTo(sums, LiveStatistics.cellsOf(s)));
    }
    return sums;
  }

  @Override
  public CheckpointRef commit(CommitCheckpoint checkpoint) throws IOException {
    Map<String, List<Bytes>> base = new HashMap<>();
    checkpoint.restoredMetrics().forEach((operator, cells) -> base.put(operator, List.of(cells)));
    CheckpointManifest manifest =
        new CheckpointManifest(
            job.id(),
            job.name(),
            checkpoint.checkpointId(),
            job.graph().maxParallelism(),
            checkpoint.isFinal(),
            job.graph().stateSchema(),
            job.graph().vertices().stream().map(v -> snapshotOf(v, checkpoint)).toList(),
            base);
    CheckpointSize.check(manifest, job.config());
    CheckpointRef ref = storage.commit(checkpoint.checkpointId(), ManifestCodec.encode(manifest));
    references.add(manifest);
    return ref;
  }

  private static VertexSnapshot snapshotOf(JobVertex vertex, CommitCheckpoint checkpoint) {
    List<SubtaskSnapshot> parts = new ArrayList<>();
    for (int i = 0; i < vertex.parallelism(); i++) {
      SubtaskId subtask = new SubtaskId(vertex.id(), i);
      SubtaskSnapshot part = checkpoint.snapshots().get(subtask);
      if (part == null) {
        throw new IllegalStateException("no part of " + subtask + " in " + checkpoint);
      }
      parts.add(part);
    }
    return new VertexSnapshot(vertex.id(), vertex.name(), parts);
  }

  @Override
  public CheckpointRef copy(CheckpointRef checkpoint, String path) throws IOException {
    CheckpointStorage target;
    try {
      target = provider.openForSavepoints(path, job.id());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    CheckpointReader reader = CheckpointReader.open(storage, checkpoint);
    for (VertexSnapshot vertex : reader.manifest().vertices()) {
      for (SubtaskSnapshot part : vertex.subtasks()) {
        for (SubtaskSnapshot.StateFile file : part.files()) {
          copy(checkpoint, file, target);
        }
      }
    }
    return target.commit(checkpoint.checkpointId(), storage.readManifest(checkpoint));
  }

  private void copy(
      CheckpointRef checkpoint, SubtaskSnapshot.StateFile file, CheckpointStorage target)
      throws IOException {
    try (InputStream in = storage.openFile(checkpoint, file.name(), 0);
        StateFileWriter out = target.createFile(checkpoint.checkpointId(), file.name())) {
      in.transferTo(out);
      SubtaskSnapshot.StateFile copied = out.finish();
      if (!copied.equals(file)) {
        throw new DamagedCheckpointException(
            "%s of checkpoint %s is damaged: %s where %s was written"
                .formatted(file.name(), checkpoint.path(), copied, file));
      }
    }
  }

  @Override
  public void delete(long checkpointId) throws IOException {
    storage.delete(checkpointId);
    references.remove(checkpointId);
    if (storage.sharedFiles().isPresent()) {
      references.deleteOthers(storage.sharedFiles().get());
    }
  }

  /** A job that is done will not be restored: its checkpoints go. Others' stay. */
  @Override
  public void end(JobStatus last, JobMetrics metrics) throws IOException {
    if (last.state() == JobState.DONE) {
      storage.deleteAll();
    }
  }

  @Override
  public void deleteIncomplete(long beforeCheckpointId) throws IOException {
    for (long id : storage.incomplete()) {
      if (id < beforeCheckpointId) {
        storage.delete(id);
      }
    }
  }
}
