package io.weir.engine.snapshot;

import io.weir.engine.checkpoint.LocalCopies;
import io.weir.engine.checkpoint.NativeState;
import io.weir.engine.checkpoint.NativeState.NativeFile;
import io.weir.engine.checkpoint.SharedFiles;
import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.checkpoint.SubtaskSnapshot.TableSection;
import io.weir.engine.state.FrozenFiles;
import io.weir.engine.state.FrozenFiles.FrozenFile;
import io.weir.engine.state.FrozenKeyedState;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Writes the keyed state of a subtask's operators: the files that a backend has, unless the storage
 * has them from an earlier checkpoint, and what differs from them as sections; or all of it as
 * sections. Thread: one at a time.
 */
final class NativeStateWriter {
  private static final String METADATA = "metadata";

  private final Optional<SharedFiles> shared;
  private final LocalCopies copies;
  private final long checkpointId;
  private final String prefix;
  private final SectionWriter sections;
  private int files;

  /**
   * A writer for one snapshot.
   *
   * @param shared where files go; empty when there must be none
   * @param copies keeps the files, too
   * @param prefix what the names of the subtask's files begin with
   */
  NativeStateWriter(
      Optional<SharedFiles> shared,
      LocalCopies copies,
      long checkpointId,
      String prefix,
      SectionWriter sections) {
    this.shared = shared;
    this.copies = copies;
    this.checkpointId = checkpointId;
    this.prefix = prefix;
    this.sections = sections;
  }

  /** Where keyed state was written. */
  record Written(List<TableSection> sections, Optional<NativeState> nativeState) {}

  Written write(FrozenKeyedState state) throws IOException {
    if (shared.isPresent()) {
      Optional<FrozenFiles> frozen = state.files();
      if (frozen.isPresent()) {
        return write(state, frozen.get(), shared.get());
      }
    }
    return new Written(sections.write(state), Optional.empty());
  }

  private Written write(FrozenKeyedState state, FrozenFiles frozen, SharedFiles target)
      throws IOException {
    List<NativeFile> stored = new ArrayList<>();
    for (FrozenFile file : frozen.files()) {
      StateFile inStorage = stored(file, target);
      copies.link(checkpointId, inStorage, file.path());
      stored.add(new NativeFile(file.name(), inStorage));
    }
    NativeState nativeState =
        new NativeState(
            frozen.backend(),
            frozen.form(),
            state.keyGroups(),
            List.copyOf(new TreeSet<>(state.tableNames())),
            stored,
            sections.write(METADATA, frozen.metadata()),
            sections.write(frozen.removed()));
    return new Written(sections.write(frozen.written()), Optional.of(nativeState));
  }

  private StateFile stored(FrozenFile file, SharedFiles target) throws IOException {
    Optional<StateFile> earlier = file.stored();
    if (earlier.isPresent()) {
      return earlier.get();
    }
    try (InputStream content = file.open();
        StateFileWriter writer = target.create(checkpointId, prefix + "-file-" + files++)) {
      content.transferTo(writer);
      return file.storedAs(writer.finish());
    }
  }
}
