package io.weir.engine.snapshot;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.LocalCopies;
import io.weir.engine.checkpoint.NativeState;
import io.weir.engine.checkpoint.NativeState.NativeFile;
import io.weir.engine.checkpoint.SharedFiles;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.state.RestoredFiles;
import io.weir.engine.state.RestoredFiles.RestoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the files of native states again. Thread: one at a time. */
final class NativeStateReader {
  private final CheckpointStorage storage;
  private final CheckpointRef checkpoint;
  private final LocalCopies copies;

  NativeStateReader(CheckpointStorage storage, CheckpointRef checkpoint, LocalCopies copies) {
    this.storage = storage;
    this.checkpoint = checkpoint;
    this.copies = copies;
  }

  /**
   * The files of a subtask's operator.
   *
   * @param subtaskFiles the files that sections of the subtask lie in
   */
  RestoredFiles read(NativeState state, List<StateFile> subtaskFiles) throws IOException {
    SharedFiles shared =
        storage
            .sharedFiles()
            .orElseThrow(
                () ->
                    new IOException(
                        "checkpoint %s has shared files, which its storage cannot have"
                            .formatted(checkpoint.path())));
    Map<String, byte[]> metadata = new HashMap<>();
    new SectionReader(storage, checkpoint, copies, subtaskFiles)
        .read(
            List.of(state.metadata()),
            (section, name, content) ->
                metadata.put(new String(name, StandardCharsets.UTF_8), content));
    return new RestoredFiles(
        state.form(),
        state.keyGroups(),
        state.tables(),
        state.files().stream().map(file -> new StoredFile(file, shared)).toList(),
        metadata);
  }

  private final class StoredFile implements RestoredFile {
    private final NativeFile file;
    private final SharedFiles shared;

    StoredFile(NativeFile file, SharedFiles shared) {
      this.file = file;
      this.shared = shared;
    }

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public InputStream open() throws IOException {
      return new CheckedContent(
          shared.open(checkpoint, file.stored().name()), file.stored(), checkpoint.path());
    }

    @Override
    public Optional<Path> local() {
      return copies.find(checkpoint, file.stored());
    }

    @Override
    public Optional<StateFile> stored() {
      return shared.owns(checkpoint) ? Optional.of(file.stored()) : Optional.empty();
    }
  }
}
