package io.weir.storage;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.checkpoint.SharedFiles;
import io.weir.engine.checkpoint.StateFileWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * The files {@code shared/ID-NAME} of a job in a file system of Beam's, ID being the checkpoint
 * that one was written for.
 */
final class BeamSharedFiles implements SharedFiles {
  private final ResourceId jobDirectory;

  BeamSharedFiles(ResourceId jobDirectory) {
    this.jobDirectory = jobDirectory;
  }

  @Override
  public StateFileWriter create(long checkpointId, String name) throws IOException {
    return BeamFileWriter.create(file(jobDirectory, SharedFileName.of(checkpointId, name)));
  }

  @Override
  public InputStream open(CheckpointRef checkpoint, String name) throws IOException {
    ResourceId file = file(jobOf(checkpoint), FilePaths.checkFileName(name));
    try {
      // Opening alone finds nothing missing where the content is fetched later.
      FileSystems.matchSingleFileSpec(file.toString());
      return Channels.newInputStream(FileSystems.open(file));
    } catch (FileNotFoundException e) {
      throw new DamagedCheckpointException(
          "the shared file %s of checkpoint %s is missing".formatted(file, checkpoint.path()), e);
    }
  }

  @Override
  public boolean owns(CheckpointRef checkpoint) {
    return BeamPaths.uri(jobDirectory).equals(BeamPaths.uri(jobOf(checkpoint)));
  }

  @Override
  public List<Entry> list() throws IOException {
    return BeamPaths.match(jobDirectory + SharedFileName.DIRECTORY + "/*").stream()
        .map(file -> SharedFileName.parse(String.valueOf(file.getFilename())))
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public void delete(String name) throws IOException {
    ResourceId file = file(jobDirectory, SharedFileName.check(name));
    FileSystems.delete(List.of(file), StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  private static ResourceId jobOf(CheckpointRef checkpoint) {
    return BeamPaths.parent(checkpoint.path());
  }

  private static ResourceId file(ResourceId job, String name) {
    return job.resolve(SharedFileName.DIRECTORY, StandardResolveOptions.RESOLVE_DIRECTORY)
        .resolve(name, StandardResolveOptions.RESOLVE_FILE);
  }
}
