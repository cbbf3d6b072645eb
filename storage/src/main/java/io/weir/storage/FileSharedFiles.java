package io.weir.storage;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.checkpoint.SharedFiles;
import io.weir.engine.checkpoint.StateFileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files {@code shared/ID-NAME} of a job, ID being the checkpoint that one was written for. */
final class FileSharedFiles implements SharedFiles {
  private final Path jobDirectory;
  private final Durability durability;

  FileSharedFiles(Path jobDirectory, Durability durability) {
    this.jobDirectory = jobDirectory;
    this.durability = durability;
  }

  @Override
  public StateFileWriter create(long checkpointId, String name) throws IOException {
    Path directory = jobDirectory.resolve(SharedFileName.DIRECTORY);
    DurableFiles.createDirectories(directory, durability);
    return DurableFileWriter.create(directory, SharedFileName.of(checkpointId, name), durability);
  }

  @Override
  public InputStream open(CheckpointRef checkpoint, String name) throws IOException {
    Path file =
        FilePaths.parse(checkpoint.path())
            .resolveSibling(SharedFileName.DIRECTORY)
            .resolve(FilePaths.checkFileName(name));
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new DamagedCheckpointException(
          "the shared file %s of checkpoint %s is missing".formatted(file, checkpoint.path()), e);
    }
  }

  @Override
  public boolean owns(CheckpointRef checkpoint) {
    return jobDirectory.equals(FilePaths.parse(checkpoint.path()).getParent());
  }

  @Override
  public List<Entry> list() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(jobDirectory.resolve(SharedFileName.DIRECTORY))) {
      for (Path file : files) {
        String name = file.getName(file.getNameCount() - 1).toString();
        SharedFileName.parse(name).ifPresent(entries::add);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return entries;
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(
        jobDirectory.resolve(SharedFileName.DIRECTORY).resolve(SharedFileName.check(name)));
  }
}
