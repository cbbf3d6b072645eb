package io.weir.engine.state;

import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.element.KeyGroupRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a checkpoint holds of {@link FrozenFiles}.
 *
 * @param form the form of the files
 * @param keyGroups the key groups that they cover, which may be others than the new backend's
 * @param tables the names of all tables
 * @param files the files
 * @param metadata from name to content
 */
public record RestoredFiles(
    String form,
    KeyGroupRange keyGroups,
    List<String> tables,
    List<? extends RestoredFile> files,
    Map<String, byte[]> metadata) {
  /** Copies the collections. */
  public RestoredFiles {
    tables = List.copyOf(tables);
    files = List.copyOf(files);
    metadata = Map.copyOf(metadata);
  }

  /** A file in storage. Thread: one at a time; calls block. */
  public interface RestoredFile {
    /** The backend's name for it. */
    String name();

    /**
     * Opens its content. It is checked while it is read: what is damaged ends in a {@link
     * io.weir.engine.checkpoint.DamagedCheckpointException} at the latest at its end.
     */
    InputStream open() throws IOException;

    /** A file on this disk that has the very content and is never changed, if there is one. */
    Optional<Path> local();

    /** Where the storage of this very job has it; a snapshot may refer to it. */
    Optional<StateFile> stored();
  }
}
