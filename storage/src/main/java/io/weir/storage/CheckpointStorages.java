package io.weir.storage;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.control.JobId;
import io.weir.engine.snapshot.CheckpointManifest;
import io.weir.engine.snapshot.CheckpointReader;
import io.weir.engine.snapshot.CheckpointStorageProvider;
import io.weir.engine.snapshot.ManifestCodec;
import io.weir.engine.wire.WireFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens checkpoint storage by its URI: {@code file:} URIs and plain paths. Other schemes are
 * refused by name.
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
    Path directory = FilePaths.parse(path);
    if (!Files.isDirectory(directory)) {
      throw new IOException("no checkpoint to restore from: " + directory + " is no directory");
    }
    if (Files.exists(directory.resolve(FilePaths.MANIFEST))) {
      return new CheckpointRef(FilePaths.uri(directory), manifest(directory).checkpointId());
    }
    return latest(directory);
  }

  /**
   * Opens what {@link #find} finds, for reading.
   *
   * @throws IllegalArgumentException the path's scheme is not supported
   * @throws IOException there is no complete checkpoint, or its manifest cannot be read
   */
  public CheckpointReader read(String path) throws IOException {
    CheckpointRef checkpoint = find(path);
    Path directory = FilePaths.parse(checkpoint.path());
    return CheckpointReader.open(new FileCheckpointStorage(directory, durability), checkpoint);
  }

  /** The latest checkpoint of a job whose manifest can be read. */
  private static CheckpointRef latest(Path jobDirectory) throws IOException {
    List<CheckpointRef> complete =
        new FileCheckpointStorage(jobDirectory, Durability.MACHINE).list();
    IOException damage = null;
    for (int i = complete.size() - 1; i >= 0; i--) {
      try {
        manifest(FilePaths.parse(complete.get(i).path()));
        return complete.get(i);
      } catch (IOException e) {
        LOG.warn("Passing over a checkpoint: {}", e.getMessage());
        damage = e;
      }
    }
    throw new IOException(
        "no complete checkpoint to restore from in "
            + jobDirectory
            + (damage == null ? "" : ": " + damage.getMessage()),
        damage);
  }

  private static CheckpointManifest manifest(Path checkpoint) throws IOException {
    try {
      return ManifestCodec.decode(FileCheckpointStorage.readManifest(checkpoint));
    } catch (WireFormatException e) {
      throw new IOException(
          checkpoint.resolve(FilePaths.MANIFEST) + " is unusable: " + e.getMessage(), e);
    }
  }
}
