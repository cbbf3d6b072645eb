package io.weir.engine.snapshot;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.checkpoint.MemoryCheckpointStorage;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.config.JobConfig;
import io.weir.engine.config.RestoreRules;
import io.weir.engine.config.TestConfigs;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.state.MemoryKeyedStateBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SnapshotRestoreTest {
  private static final int[] PARALLELISMS = {1, 2, 3, 4, 8};
  private static final String STATE_FILE = "vertex-3-subtask-0.state";

  @Test
  void restoresEqualContentAtAnyParallelism() throws IOException {
    for (int before : PARALLELISMS) {
      SnapshotFixture fixture = new SnapshotFixture(before, before);
      for (int after : PARALLELISMS) {
        SnapshotFixture.Restored restored = fixture.restore(after);

        assertThat(restored.keyed(), equalTo(fixture.keyed));
        assertThat(restored.broadcast().values(), everyItem(equalTo(fixture.broadcast)));
        assertThat(
            texts(restored.operatorState()),
            equalTo(texts(dealt(fixture.operatorState, before, after))));
      }
    }
  }

  /** Each old subtask wrote as many entries. */
  private static List<List<byte[]>> dealt(List<byte[]> entries, int before, int after) {
    List<List<byte[]>> shares = new ArrayList<>();
    for (int index = 0; index < after; index++) {
      shares.add(new ArrayList<>());
    }
    for (int j = 0; j < entries.size(); j++) {
      int owner = before == after ? j / (entries.size() / before) : j % after;
      shares.get(owner).add(entries.get(j));
    }
    return shares;
  }

  private static List<List<String>> texts(List<List<byte[]>> shares) {
    return shares.stream().map(share -> share.stream().map(Arrays::toString).toList()).toList();
  }

  @Test
  void startsFromTheLeastInputWatermark() throws IOException {
    RestoredOperator operator =
        new SnapshotFixture(1, 3).open().operator(SnapshotFixture.OPERATOR, 0, 2);

    assertThat(operator.inputWatermark(0), is(98L));
    assertThat(operator.inputWatermark(1), is(200L));
    assertThat(operator.inputWatermark(2), is(Watermark.MIN));
  }

  @Test
  void hasNothingForAnOperatorThatTheCheckpointDoesNotKnow() throws IOException {
    RestoredOperator operator = new SnapshotFixture(1, 2).open().operator("new", 0, 1);

    assertThat(operator.isPresent(), is(false));
    assertThat(operator.operatorState().entrySet(), empty());
    assertThat(operator.inputWatermark(0), is(Watermark.MIN));
  }

  @Test
  void refusesAnotherMaxParallelism() throws IOException {
    CheckpointReader reader = new SnapshotFixture(1, 2).open();

    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> reader.forJob(job(graph(SnapshotFixture.OPERATOR, 32), RestoreRules.STRICT)));

    assertThat(refused.getMessage(), allOf(containsString("of 16"), containsString("one of 32")));
  }

  @Test
  void refusesToDropStateUnlessAllowed() throws IOException {
    CheckpointReader reader = new SnapshotFixture(1, 2).open();
    JobGraph other = graph("other", SnapshotFixture.GROUPS);

    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> reader.forJob(job(other, RestoreRules.STRICT)));
    reader.forJob(job(other, new RestoreRules(Map.of(), true)));
    reader.forJob(
        job(graph(SnapshotFixture.OPERATOR, SnapshotFixture.GROUPS), RestoreRules.STRICT));

    assertThat(refused.getMessage(), containsString(SnapshotFixture.OPERATOR));
  }

  @Test
  void findsTheStateOfARenamedOperator() throws IOException {
    RestoreRules renamed = new RestoreRules(Map.of("other", SnapshotFixture.OPERATOR), false);

    CheckpointReader reader =
        new SnapshotFixture(1, 2)
            .open()
            .forJob(job(graph("other", SnapshotFixture.GROUPS), renamed));

    assertThat(reader.operator("other", 0, 1).isPresent(), is(true));
    assertThat(
        reader.underNewNames(Map.of(SnapshotFixture.OPERATOR, 1, "same", 2)),
        is(Map.of("other", 1, "same", 2)));
  }

  @Test
  void takesOverOnlyOtherJobsStateByRules() throws IOException {
    RestoreRules renamed = new RestoreRules(Map.of("other", SnapshotFixture.OPERATOR), true);
    JobSpec itself =
        jobOf(
            SnapshotFixture.JOB, graph(SnapshotFixture.OPERATOR, SnapshotFixture.GROUPS), renamed);

    CheckpointReader reader = new SnapshotFixture(1, 2).open().forJob(itself);

    assertThat(reader.operator(SnapshotFixture.OPERATOR, 0, 1).isPresent(), is(true));
    assertThat(reader.operator("other", 0, 1).isPresent(), is(false));
  }

  private static JobSpec job(JobGraph graph, RestoreRules rules) {
    return jobOf(new JobId("1".repeat(32)), graph, rules);
  }

  private static JobSpec jobOf(JobId id, JobGraph graph, RestoreRules rules) {
    JobConfig config =
        TestConfigs.restoring(TestConfigs.checkpoints(-1, 1_000, "fake:/"), "fake:/s", rules);
    return new JobSpec(id, "job", graph, config, List.of());
  }

  private static JobGraph graph(String operator, int maxParallelism) {
    OperatorNode node =
        new OperatorNode(operator, new OperatorSpec("u", Bytes.EMPTY), 0, List.of());
    return new JobGraph(
        List.of(new JobVertex(1, "v", 1, List.of(node))), List.of(), maxParallelism, Bytes.EMPTY);
  }

  @Test
  void everyChangedBitOfAStateFileIsFound() throws IOException {
    SnapshotFixture fixture = new SnapshotFixture(5, 1);
    byte[] content = Objects.requireNonNull(fixture.storage.content(1, STATE_FILE));
    Random random = new Random(6);
    for (int i = 0; i < 300; i++) {
      int bit = (BlockFormat.HEADER_BYTES * 8) + random.nextInt((content.length - 8) * 8);
      content[bit / 8] ^= (byte) (1 << bit % 8);

      IOException found = assertThrows(IOException.class, () -> fixture.restore(1));

      assertThat(found.getMessage(), containsString(STATE_FILE));
      content[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(fixture.restore(1).keyed(), equalTo(fixture.keyed));
  }

  @Test
  void writesNoFileWithoutEntries() throws IOException {
    MemoryKeyedStateBackend backend = new MemoryKeyedStateBackend(new KeyGroupRange(0, 4));
    backend.table("empty");
    OperatorCut cut = new OperatorCut(backend.freeze(), Map.of(), null, List.of(), Bytes.EMPTY);

    SubtaskSnapshot snapshot =
        new SubtaskSnapshotWriter(new MemoryCheckpointStorage())
            .write(1, new SubtaskId(1, 0), Map.of("op", cut));

    assertThat(snapshot.files(), empty());
    assertThat(snapshot.operators().containsKey("op"), is(true));
  }
}
