package io.weir.engine.state;

import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Frozen keyed state as files of the backend's own form, most of which the state frozen before had,
 * too. The files as a whole may differ from the frozen state; what differs lies beside them.
 *
 * @param backend name of the backend
 * @param form the form, which {@link KeyedStateBackend#restore} is told
 * @param files the files that are never changed
 * @param metadata what else the backend needs to read the files, small: from name to content
 * @param written entries that the files lack or have with another value
 * @param removed entries that the files have and the state has not, with empty values
 */
public record FrozenFiles(
    String backend,
    String form,
    List<? extends FrozenFile> files,
    Map<String, byte[]> metadata,
    FrozenKeyedState written,
    FrozenKeyedState removed) {
  /** Copies the collections. */
  public FrozenFiles {
    files = List.copyOf(files);
    metadata = Map.copyOf(metadata);
  }

  /** A file that is never changed. Thread: one at a time; calls block. */
  public interface FrozenFile {
    /** The backend's name for it. */
    String name();

    /** Where it is on this disk, under this name until the frozen state is closed. */
    Path path();

    /** Opens its content. */
    InputStream open() throws IOException;

    /** Where the job's checkpoint storage has its content already. */
    Optional<StateFile> stored();

    /**
     * The storage has its content now. Answers what this snapshot and all later ones are to refer
     * to: the same, unless a snapshot that was written at the same time was faster.
     */
    StateFile storedAs(StateFile file);
  }
}
