package io.weir.storage;

import static java.util.function.Predicate.not;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.checkpoint.SharedFiles;
import io.weir.engine.checkpoint.StateFileWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * Checkpoints of one job in a file system of Beam's, such as an object store: {@code chk-ID/NAME}
 * and, written last, {@code chk-ID/_manifest}, which is the commit; what several of them refer to
 * lies in {@code shared}. Nothing is moved or renamed, since that is neither atomic nor cheap
 * there; a file is durable when its channel is closed, as those file systems promise.
 *
 * <p>Thread: any thread; calls block.
 */
final class BeamCheckpointStorage implements CheckpointStorage {
  private final ResourceId directory;

  /**
   * Storage in a directory.
   *
   * @param directory a directory, which need not exist
   */
  BeamCheckpointStorage(ResourceId directory) {
    this.directory = directory;
  }

  @Override
  public StateFileWriter createFile(long checkpointId, String name) throws IOException {
    return create(checkpointId, FilePaths.checkFileName(name));
  }

  private BeamFileWriter create(long checkpointId, String name) throws IOException {
    return BeamFileWriter.create(file(checkpoint(checkpointId), name));
  }

  @Override
  public Optional<SharedFiles> sharedFiles() {
    return Optional.of(new BeamSharedFiles(directory));
  }

  @Override
  public InputStream openFile(CheckpointRef checkpoint, String name, long offset)
      throws IOException {
    ResourceId file = file(BeamPaths.directory(checkpoint.path()), FilePaths.checkFileName(name));
    try {
      // Opening alone finds nothing missing where the content is fetched later.
      FileSystems.matchSingleFileSpec(file.toString());
      return from(FileSystems.open(file), offset);
    } catch (FileNotFoundException e) {
      throw new DamagedCheckpointException(
          "the state file " + file + " of a checkpoint is missing", e);
    }
  }

  private static InputStream from(ReadableByteChannel channel, long offset) throws IOException {
    try {
      if (channel instanceof SeekableByteChannel seekable) {
        return Channels.newInputStream(seekable.position(offset));
      }
      InputStream in = Channels.newInputStream(channel);
      in.skipNBytes(offset);
      return in;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public CheckpointRef commit(long checkpointId, byte[] manifest) throws IOException {
    ResourceId directoryOfCheckpoint = checkpoint(checkpointId);
    CheckpointRef ref = ref(directoryOfCheckpoint, checkpointId);
    if (list().contains(ref)) {
      // A commit is asked for again when its answer was lost.
      if (!Arrays.equals(readManifest(ref), manifest)) {
        throw new IOException("checkpoint " + ref.path() + " is already complete");
      }
      return ref;
    }
    try (BeamFileWriter writer = create(checkpointId, FilePaths.MANIFEST)) {
      writer.write(manifest);
      writer.finish();
    }
    return ref;
  }

  @Override
  public byte[] readManifest(CheckpointRef checkpoint) throws IOException {
    ResourceId manifest = file(BeamPaths.directory(checkpoint.path()), FilePaths.MANIFEST);
    try {
      FileSystems.matchSingleFileSpec(manifest.toString());
      try (InputStream in = Channels.newInputStream(FileSystems.open(manifest))) {
        return in.readAllBytes();
      }
    } catch (FileNotFoundException e) {
      throw new DamagedCheckpointException(
          "no complete checkpoint: " + manifest + " is missing", e);
    }
  }

  @Override
  public List<CheckpointRef> list() throws IOException {
    TreeMap<Long, CheckpointRef> byId = new TreeMap<>();
    for (ResourceId manifest : BeamPaths.match(directory + "chk-*/" + FilePaths.MANIFEST)) {
      ResourceId checkpoint = manifest.getCurrentDirectory();
      long id = FilePaths.checkpointId(BeamPaths.lastName(checkpoint));
      if (id >= 0) {
        byId.put(id, ref(checkpoint, id));
      }
    }
    return List.copyOf(byId.values());
  }

  @Override
  public List<Long> incomplete() throws IOException {
    Set<Long> ids = new TreeSet<>();
    for (ResourceId file : BeamPaths.match(directory + "chk-*/*")) {
      ids.add(FilePaths.checkpointId(BeamPaths.lastName(file.getCurrentDirectory())));
    }
    list().forEach(complete -> ids.remove(complete.checkpointId()));
    return ids.stream().filter(id -> id >= 0).toList();
  }

  @Override
  public void delete(long checkpointId) throws IOException {
    List<ResourceId> files =
        BeamPaths.match(directory + FilePaths.checkpointName(checkpointId) + "/*");
    // Not complete any more before anything else is missing.
    delete(files.stream().filter(BeamCheckpointStorage::isManifest).toList());
    delete(files.stream().filter(not(BeamCheckpointStorage::isManifest)).toList());
  }

  private static boolean isManifest(ResourceId file) {
    return FilePaths.MANIFEST.equals(file.getFilename());
  }

  private static void delete(List<ResourceId> files) throws IOException {
    if (!files.isEmpty()) {
      FileSystems.delete(files, StandardMoveOptions.IGNORE_MISSING_FILES);
    }
  }

  private ResourceId checkpoint(long checkpointId) {
    return directory.resolve(
        FilePaths.checkpointName(checkpointId), StandardResolveOptions.RESOLVE_DIRECTORY);
  }

  private static ResourceId file(ResourceId directory, String name) {
    return directory.resolve(name, StandardResolveOptions.RESOLVE_FILE);
  }

  private static CheckpointRef ref(ResourceId checkpoint, long checkpointId) {
    return new CheckpointRef(BeamPaths.uri(checkpoint), checkpointId);
  }
}
