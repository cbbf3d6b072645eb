package io.weir.storage;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.control.JobId;
import io.weir.engine.snapshot.CheckpointReader;
import io.weir.engine.snapshot.CheckpointStorageProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens checkpoint storage by its URI: {@code file:} URIs and plain paths, and URIs of the file
 * systems for which a module of Beam's is on the class path. Other schemes are refused by name.
 *
 * <p>Thread: any thread; calls block.
 */
public final class CheckpointStorages implements CheckpointStorageProvider {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStorages.class);

  private final Durability durability;

  /** Storage that survives a loss of power. */
  public CheckpointStorages() {
    this(Durability.MACHINE);
  }

  /** Storage that survives what the durability says. */
  public CheckpointStorages(Durability durability) {
    this.durability = durability;
  }

  @Override
  public CheckpointStorage open(String path, JobId job) throws IOException {
    return open(path, job, durability);
  }

  @Override
  public CheckpointStorage openForSavepoints(String path, JobId job) throws IOException {
    return open(path, job, Durability.MACHINE);
  }

  private static CheckpointStorage open(String path, JobId job, Durability durability)
      throws IOException {
    if (!FilePaths.isLocal(path)) {
      return new BeamCheckpointStorage(
          BeamPaths.directory(path).resolve(job.value(), StandardResolveOptions.RESOLVE_DIRECTORY));
    }
    Path directory = FilePaths.parse(path).resolve(job.value());
    try {
      DurableFiles.createDirectories(directory, durability);
    } catch (IOException e) {
      throw new IOException("cannot make the checkpoint directory " + directory + ": " + e, e);
    }
    return new FileCheckpointStorage(directory, durability);
  }

  @Override
  public CheckpointRef find(String path) throws IOException {
    CheckpointStorage storage = storageAt(path);
    if (FilePaths.isLocal(path)) {
      Path directory = FilePaths.parse(path);
      if (!Files.isDirectory(directory)) {
        throw new IOException("no checkpoint to restore from: " + directory + " is no directory");
      }
      return Files.exists(directory.resolve(FilePaths.MANIFEST))
          ? checkpointAt(storage, FilePaths.uri(directory))
          : latest(storage, directory.toString());
    }
    ResourceId directory = BeamPaths.directory(path);
    ResourceId manifest =
        directory.resolve(FilePaths.MANIFEST, StandardResolveOptions.RESOLVE_FILE);
    return FileSystems.match(manifest.toString(), EmptyMatchTreatment.DISALLOW).status()
            == MatchResult.Status.OK
        ? checkpointAt(storage, BeamPaths.uri(directory))
        : latest(storage, path);
  }

  private CheckpointStorage storageAt(String directory) {
    return FilePaths.isLocal(directory)
        ? new FileCheckpointStorage(FilePaths.parse(directory), durability)
        : new BeamCheckpointStorage(BeamPaths.directory(directory));
  }

  private static CheckpointRef checkpointAt(CheckpointStorage storage, String uri)
      throws IOException {
    try {
      CheckpointReader reader = CheckpointReader.open(storage, new CheckpointRef(uri, -1));
      return new CheckpointRef(uri, reader.manifest().checkpointId());
    } catch (DamagedCheckpointException e) {
      throw new DamagedCheckpointException(
          uri + "/" + FilePaths.MANIFEST + " is unusable: " + e.getMessage(), e);
    }
  }

  /**
   * Opens what {@link #find} finds, for reading.
   *
   * @throws IllegalArgumentException the path's scheme is not supported
   * @throws IOException there is no complete checkpoint, or its manifest cannot be read
   */
  public CheckpointReader read(String path) throws IOException {
    CheckpointRef checkpoint = find(path);
    return CheckpointReader.open(storageAt(checkpoint.path()), checkpoint);
  }

  /** The latest checkpoint of a job whose manifest can be read. */
  private static CheckpointRef latest(CheckpointStorage job, String path) throws IOException {
    List<CheckpointRef> complete = job.list();
    IOException damage = null;
    for (int i = complete.size() - 1; i >= 0; i--) {
      try {
        var unused = CheckpointReader.open(job, complete.get(i));
        return complete.get(i);
      } catch (IOException e) {
        LOG.warn("Passing over a checkpoint: {}", e.getMessage());
        damage = e;
      }
    }
    throw new IOException(
        "no complete checkpoint to restore from in "
            + path
            + (damage == null ? "" : ": " + damage.getMessage()),
        damage);
  }
}
