package io.weir.state.rocksdb;

import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.state.FrozenFiles.FrozenFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A table file of a database, which is written once. Thread: one at a time.
 *
 * @param path a hard link to it
 * @param storedFiles where the checkpoint storage has the database's files, by their names
 */
record DatabaseFile(Path path, Map<String, StateFile> storedFiles) implements FrozenFile {
  @Override
  public String name() {
    return path.getName(path.getNameCount() - 1).toString();
  }

  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(path);
  }

  @Override
  public Optional<StateFile> stored() {
    return Optional.ofNullable(storedFiles.get(name()));
  }

  @Override
  public StateFile storedAs(StateFile file) {
    StateFile earlier = storedFiles.putIfAbsent(name(), file);
    return earlier == null ? file : earlier;
  }
}
