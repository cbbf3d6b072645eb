package io.weir.engine.master;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;

import io.weir.engine.checkpoint.MemorySharedFiles;
import io.weir.engine.checkpoint.NativeState;
import io.weir.engine.checkpoint.NativeState.NativeFile;
import io.weir.engine.checkpoint.SharedFiles;
import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.OperatorSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.checkpoint.SubtaskSnapshot.TableSection;
import io.weir.engine.control.JobId;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.graph.Bytes;
import io.weir.engine.snapshot.CheckpointManifest;
import io.weir.engine.snapshot.CheckpointManifest.VertexSnapshot;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SharedFileReferencesTest {
  private final MemorySharedFiles files = new MemorySharedFiles();
  private final SharedFileReferences references = new SharedFileReferences();

  @Test
  void keepsWhatACompleteCheckpointRefersTo() throws IOException {
    write(1, "a", "b");
    write(2, "c");
    references.add(manifest(1, "1-a", "1-b"));
    references.add(manifest(2, "1-b", "2-c"));

    references.remove(1);
    references.deleteOthers(files);

    assertThat(names(), containsInAnyOrder("1-b", "2-c"));
  }

  @Test
  void keepsFilesOfCheckpointsThatMayStillComplete() throws IOException {
    write(1, "a");
    write(2, "b");
    references.add(manifest(1, "1-a"));

    references.deleteOthers(files);

    assertThat(names(), containsInAnyOrder("1-a", "2-b"));
  }

  @Test
  void removesFilesOfACheckpointThatALaterOneOvertook() throws IOException {
    write(1, "a");
    write(2, "of-a-failed-one");
    write(3, "c");
    references.add(manifest(1, "1-a"));
    references.add(manifest(3, "1-a", "3-c"));

    references.deleteOthers(files);

    assertThat(names(), containsInAnyOrder("1-a", "3-c"));
  }

  @Test
  void keepsAllWhileSomeCheckpointCannotBeRead() throws IOException {
    write(1, "a");
    write(2, "b");
    references.addUnknown(1);
    references.add(manifest(2, "2-b"));

    references.deleteOthers(files);
    assertThat(names(), containsInAnyOrder("1-a", "2-b"));

    references.remove(1);
    references.deleteOthers(files);
    assertThat(names(), containsInAnyOrder("2-b"));
  }

  private void write(long checkpointId, String... names) throws IOException {
    for (String name : names) {
      try (StateFileWriter writer = files.create(checkpointId, name)) {
        writer.finish();
      }
    }
  }

  private List<String> names() {
    return files.list().stream().map(SharedFiles.Entry::name).toList();
  }

  private static CheckpointManifest manifest(long id, String... names) {
    NativeState state =
        new NativeState(
            "backend",
            "form",
            new KeyGroupRange(0, 4),
            List.of(),
            Arrays.stream(names)
                .map(name -> new NativeFile(name, new StateFile(name, 0, 0)))
                .toList(),
            new TableSection("metadata", 0, 0, 0, 0, 0),
            List.of());
    OperatorSnapshot operator =
        new OperatorSnapshot(
            List.of(), Optional.of(state), Map.of(), List.of(), List.of(), List.of(), Bytes.EMPTY);
    return new CheckpointManifest(
        new JobId("0".repeat(32)),
        "job",
        id,
        4,
        false,
        Bytes.EMPTY,
        List.of(
            new VertexSnapshot(
                1, "v", List.of(new SubtaskSnapshot(List.of(), Map.of("op", operator))))),
        Map.of());
  }
}
