package io.weir.testkit.harness;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.control.JobId;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.graph.Bytes;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorLocation;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.engine.snapshot.CheckpointManifest;
import io.weir.engine.snapshot.CheckpointManifest.VertexSnapshot;
import io.weir.engine.snapshot.CheckpointReader;
import io.weir.engine.snapshot.ManifestCodec;
import io.weir.engine.snapshot.OperatorCut;
import io.weir.engine.snapshot.RestoredOperator;
import io.weir.engine.snapshot.SubtaskSnapshotWriter;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.MemoryKeyedStateBackendProvider;
import io.weir.testkit.storage.MemoryCheckpoints;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Drives one operator as its subtask would, alone in its chain. Restores go through the bytes of a
 * checkpoint.
 *
 * <p>Thread: the test's.
 */
public final class OperatorHarness implements AutoCloseable {
  /** Number of key groups. */
  public static final int MAX_PARALLELISM = 8;

  private static final JobId JOB = new JobId("00000000000000000000000000000001");
  private static final String NAME = "operator";
  private static final int MOST_CALLS = 100_000;

  private final OperatorMaker maker;
  private final long[] watermarks;
  private final ManualClock clock = new ManualClock(1_000_000);
  private final HarnessOutputs outputs = new HarnessOutputs();
  private final CheckpointStorage storage = new MemoryCheckpoints().of(JOB);
  private HarnessContext context;
  private Operator operator;
  private long nextCheckpoint = 1;
  private int attempt;

  /**
   * Makes the operator.
   *
   * @param inputs the number of its input ports
   */
  public OperatorHarness(OperatorMaker maker, int inputs) throws Exception {
    this.maker = maker;
    watermarks = new long[inputs];
    context = newContext(null);
    for (int i = 0; i < inputs; i++) {
      watermarks[i] = context.initialWatermark(i);
    }
    operator = maker.make(context);
  }

  private HarnessContext newContext(@Nullable RestoredOperator restored) throws IOException {
    OperatorLocation location = new OperatorLocation("job", NAME, 0, 1, MAX_PARALLELISM, attempt++);
    return new HarnessContext(
        location,
        new MemoryKeyedStateBackendProvider().create(NAME, 0, location.keyGroups()),
        restored,
        clock,
        outputs);
  }

  /** Processing time. */
  public ManualClock clock() {
    return clock;
  }

  /** The operator as it is now. */
  public Operator operator() {
    return operator;
  }

  /** Everything emitted on the port so far, in order, also before restores. */
  public List<Object> emitted(int port) {
    return outputs.emitted(port);
  }

  /** The ports that something was emitted on, and what. */
  Map<Integer, List<Object>> emitted() {
    return outputs.all();
  }

  /** Hands over an element. */
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    operator.process(input, key, element);
  }

  /** Moves the watermark of a port forward, and lets the operator do what follows. */
  public void watermark(int input, long watermark) throws Exception {
    if (watermark > watermarks[input]) {
      watermarks[input] = watermark;
      operator.onWatermark(input, watermark);
    }
    work();
  }

  /** Calls the operator until it has nothing to do at this time. */
  public void work() throws Exception {
    int calls = 0;
    Progress progress;
    do {
      progress = operator.advance();
      if (++calls > MOST_CALLS) {
        throw new AssertionError("the operator never comes to rest");
      }
    } while (progress != Progress.IDLE || context.takeWakeUps());
  }

  /** Lets processing time pass, and the operator do what follows. */
  public void pass(long millis) throws Exception {
    clock.advance(millis);
    work();
  }

  /** Ends the input: all watermarks at the end of time, then everything that is left. */
  public void finish() throws Exception {
    for (int i = 0; i < watermarks.length; i++) {
      watermark(i, Watermark.MAX);
    }
    work();
    int calls = 0;
    while (!operator.finish()) {
      clock.advance(1);
      work();
      if (++calls > MOST_CALLS) {
        throw new AssertionError("the operator never finishes");
      }
    }
    work();
  }

  /** Takes a checkpoint and completes it. */
  public CheckpointRef checkpoint() throws Exception {
    CheckpointRef ref = write(nextCheckpoint++);
    operator.checkpointCompleted(ref.checkpointId());
    return ref;
  }

  /** Takes a checkpoint, throws the operator away before it hears of it, and restores another. */
  public void restart() throws Exception {
    CheckpointRef ref = write(nextCheckpoint++);
    operator.close();
    RestoredOperator restored = CheckpointReader.open(storage, ref).operator(NAME, 0, 1);
    context = newContext(restored);
    operator = maker.make(context);
    work();
  }

  private CheckpointRef write(long checkpointId) throws Exception {
    operator.announceCheckpoint(checkpointId);
    for (int calls = 0; !operator.prepareBarrier(); calls++) {
      work();
      if (calls > MOST_CALLS) {
        throw new AssertionError("the operator is never ready for a barrier");
      }
    }
    FrozenKeyedState frozen = context.keyedState().freeze();
    SnapshotStep step = operator.snapshot(new SnapshotContext(checkpointId, frozen));
    FrozenKeyedState broadcast = context.broadcastState().freeze();
    byte[] metrics = operator.metrics();
    OperatorCut cut =
        new OperatorCut(
            frozen,
            context.operatorState().copy(),
            broadcast,
            Arrays.stream(watermarks).boxed().toList(),
            metrics == null ? Bytes.EMPTY : Bytes.copyOf(metrics));
    while (step != SnapshotStep.DONE && !step.run()) {
      // The next slice.
    }
    SubtaskSnapshot snapshot =
        new SubtaskSnapshotWriter(storage)
            .write(checkpointId, new SubtaskId(0, 0), Map.of(NAME, cut));
    cut.close();
    CheckpointManifest manifest =
        new CheckpointManifest(
            JOB,
            "job",
            checkpointId,
            MAX_PARALLELISM,
            false,
            Bytes.EMPTY,
            List.of(new VertexSnapshot(0, "vertex", List.of(snapshot))),
            Map.of());
    return storage.commit(checkpointId, ManifestCodec.encode(manifest));
  }

  @Override
  public void close() {
    operator.close();
  }
}
