package io.weir.storage;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.checkpoint.SharedFiles;
import io.weir.engine.checkpoint.StateFileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checkpoints of one job in a directory of a local or shared file system: {@code chk-ID/NAME} and,
 * written last, {@code chk-ID/_manifest}; what several of them refer to lies in {@code shared}.
 * Every file is written under a temporary name, made durable, and moved to its name.
 */
final class FileCheckpointStorage implements CheckpointStorage {
  private final Path jobDirectory;
  private final Durability durability;

  FileCheckpointStorage(Path jobDirectory, Durability durability) {
    this.durability = durability;
    this.jobDirectory = jobDirectory;
  }

  @Override
  public StateFileWriter createFile(long checkpointId, String name) throws IOException {
    FilePaths.checkFileName(name);
    return DurableFileWriter.create(createDirectory(checkpointId), name, durability);
  }

  @Override
  public InputStream openFile(CheckpointRef checkpoint, String name, long offset)
      throws IOException {
    Path file = FilePaths.parse(checkpoint.path()).resolve(FilePaths.checkFileName(name));
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return Channels.newInputStream(channel.position(offset));
    } catch (NoSuchFileException e) {
      throw new DamagedCheckpointException(
          "the state file " + file + " of a checkpoint is missing", e);
    }
  }

  @Override
  public Optional<SharedFiles> sharedFiles() {
    return Optional.of(new FileSharedFiles(jobDirectory, durability));
  }

  @Override
  public CheckpointRef commit(long checkpointId, byte[] manifest) throws IOException {
    Path directory = createDirectory(checkpointId);
    Path target = directory.resolve(FilePaths.MANIFEST);
    if (Files.exists(target)) {
      // A commit is asked for again when its answer was lost.
      if (!Arrays.equals(Files.readAllBytes(target), manifest)) {
        throw new IOException("checkpoint " + directory + " is already complete");
      }
    } else {
      try (DurableFileWriter writer =
          DurableFileWriter.create(directory, FilePaths.MANIFEST, durability)) {
        writer.write(manifest);
        writer.finish();
      }
    }
    return new CheckpointRef(FilePaths.uri(directory), checkpointId);
  }

  @Override
  public byte[] readManifest(CheckpointRef checkpoint) throws IOException {
    return readManifest(FilePaths.parse(checkpoint.path()));
  }

  static byte[] readManifest(Path checkpoint) throws IOException {
    Path manifest = checkpoint.resolve(FilePaths.MANIFEST);
    try {
      return Files.readAllBytes(manifest);
    } catch (NoSuchFileException e) {
      throw new DamagedCheckpointException(
          "no complete checkpoint: " + manifest + " is missing", e);
    }
  }

  @Override
  public List<CheckpointRef> list() throws IOException {
    return directories().entrySet().stream()
        .filter(e -> isComplete(e.getValue()))
        .map(e -> new CheckpointRef(FilePaths.uri(e.getValue()), e.getKey()))
        .toList();
  }

  @Override
  public List<Long> incomplete() throws IOException {
    return directories().entrySet().stream()
        .filter(e -> !isComplete(e.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isComplete(Path directory) {
    return Files.isRegularFile(directory.resolve(FilePaths.MANIFEST));
  }

  private SortedMap<Long, Path> directories() throws IOException {
    SortedMap<Long, Path> byId = new TreeMap<>();
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(jobDirectory)) {
      for (Path directory : directories) {
        long checkpointId = FilePaths.checkpointId(directory);
        if (checkpointId >= 0) {
          byId.put(checkpointId, directory);
        }
      }
    } catch (NoSuchFileException e) {
      return byId;
    }
    return byId;
  }

  @Override
  public void delete(long checkpointId) throws IOException {
    Path directory = directory(checkpointId);
    if (!Files.isDirectory(directory)) {
      return;
    }
    if (Files.deleteIfExists(directory.resolve(FilePaths.MANIFEST))) {
      // Not complete any more before anything else is missing.
      DurableFiles.sync(directory, durability);
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
    DurableFiles.sync(jobDirectory, durability);
  }

  @Override
  public void deleteAll() throws IOException {
    CheckpointStorage.super.deleteAll();
    try {
      Files.deleteIfExists(jobDirectory.resolve(SharedFileName.DIRECTORY));
      Files.deleteIfExists(jobDirectory);
    } catch (DirectoryNotEmptyException e) {
      // Somebody else's files, which stay.
    }
  }

  private Path createDirectory(long checkpointId) throws IOException {
    Path directory = directory(checkpointId);
    DurableFiles.createDirectories(directory, durability);
    return directory;
  }

  private Path directory(long checkpointId) {
    return jobDirectory.resolve(FilePaths.checkpointName(checkpointId));
  }
}
