package io.weir.engine.task;

import static io.weir.engine.task.SubtaskFixture.node;
import static io.weir.engine.task.SubtaskFixture.out;
import static io.weir.engine.task.SubtaskFixture.to;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.weir.engine.element.CheckpointKind;
import io.weir.engine.element.Signal;
import io.weir.engine.fake.FakeOperators;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SubtaskBarrierTest {
  private static final Signal BARRIER = new Signal.Barrier(7);

  private final List<String> trace = new ArrayList<>();
  private final FakeOperators operators =
      new FakeOperators()
          .with("a", context -> new TraceOperator(context, trace))
          .with("b", context -> new TraceOperator(context, trace));

  @Test
  void holdsBackWhatFollowsTheBarrierUntilAllChannelsDeliveredIt() throws Exception {
    SubtaskFixture subtask = new SubtaskFixture(operators, 2, node("a", 1, out()));
    subtask.send(0, "1");
    subtask.send(0, BARRIER);
    subtask.send(0, "after");
    subtask.send(1, "2");

    assertThat(subtask.run(), is(Tasklet.State.WAITING));
    assertThat(subtask.received(), contains("1-a", "2-a"));

    subtask.send(1, BARRIER);
    subtask.run();

    assertThat(subtask.received(), contains(BARRIER, "after-a"));
    assertThat(subtask.events, contains("started", "snapshot 7"));
  }

  @Test
  void preparesInOrderThenSendsTheBarrierThenCuts() throws Exception {
    SubtaskFixture subtask =
        new SubtaskFixture(operators, 1, node("a", 1, to(1)), node("b", 1, out()));
    subtask.send(0, BARRIER);

    subtask.run();

    assertThat(trace, contains("a prepares", "b prepares", "a snapshot 7", "b snapshot 7"));
    assertThat(subtask.received(), contains(BARRIER));
  }

  @Test
  void takesInNothingBehindTheLastBarrierUnlessTheCheckpointIsGivenUp() throws Exception {
    Signal.Barrier last = new Signal.Barrier(7, CheckpointKind.LAST);
    SubtaskFixture subtask = new SubtaskFixture(operators, 1, node("a", 1, out()));
    subtask.send(0, last);
    subtask.send(0, "after");

    assertThat(subtask.run(), is(Tasklet.State.WAITING));
    assertThat(subtask.received(), contains(last));
    subtask.mailbox.post(new Mail.CompleteCheckpoint(7));
    subtask.run();
    assertThat(subtask.received(), is(empty()));
    assertThat(subtask.events, contains("started", "snapshot 7", "finalized 7"));

    subtask.mailbox.post(new Mail.AbortCheckpoint(7));
    subtask.run();
    assertThat(subtask.received(), contains((Object) "after-a"));
  }

  @Test
  void waitsForAnOperatorThatIsNotReady() throws Exception {
    boolean[] ready = {false};
    operators.with(
        "a",
        context ->
            new TraceOperator(context, trace) {
              @Override
              public boolean prepareBarrier() throws Exception {
                if (ready[0]) {
                  emit("bundle");
                }
                return ready[0];
              }
            });
    SubtaskFixture subtask =
        new SubtaskFixture(operators, 1, node("a", 1, to(1)), node("b", 1, out()));
    subtask.send(0, BARRIER);
    subtask.send(0, "after");

    assertThat(subtask.run(), is(Tasklet.State.WAITING));
    assertThat(subtask.received(), is(empty()));
    assertThat(trace, is(empty()));
    assertThat(subtask.tasklet.wakeAtMillis(), is(subtask.clock.currentMillis() + 1));

    ready[0] = true;
    subtask.run();

    assertThat(subtask.received(), contains("bundle-b", BARRIER, "after-a-b"));
  }

  @Test
  void firesWhatTheEndOfABundleMakesDueFurtherDownBeforeTheBarrier() throws Exception {
    operators.with("a", EndsBundleWithWatermark::new).with("b", FiresOnWatermark::new);
    SubtaskFixture subtask =
        new SubtaskFixture(operators, 1, node("a", 1, to(1)), node("b", 1, out()));
    subtask.send(0, new Signal.Watermark(50));
    subtask.run();
    assertThat(subtask.received(), is(empty()));
    subtask.send(0, BARRIER);

    subtask.run();

    assertThat(subtask.received(), contains("fired", "fired", new Signal.Watermark(50), BARRIER));
  }

  @Test
  void encodesInSlicesBetweenBatchesAndAcknowledgesAfterwards() throws Exception {
    List<String> order = new ArrayList<>();
    operators.with(
        "a",
        context ->
            new TraceOperator(context, order) {
              @Override
              public SnapshotStep snapshot(SnapshotContext snapshot) {
                int[] left = {3};
                return () -> {
                  note("slice");
                  return --left[0] == 0;
                };
              }
            });
    SubtaskFixture subtask = new SubtaskFixture(operators, 1, node("a", 1, out()));
    subtask.send(0, BARRIER);
    subtask.send(0, "next");
    while (!order.contains("a slice")) {
      subtask.tasklet.call();
    }
    assertThat(subtask.cuts.keySet(), is(empty()));

    subtask.run();

    assertThat(order, contains("a prepares", "a slice", "a slice", "a slice"));
    assertThat(subtask.cuts.keySet(), contains(7L));
    assertThat(subtask.received(), contains(BARRIER, "next-a"));
  }

  @Test
  void cutHoldsOperatorStateAndInputWatermarksAsOfTheBarrier() throws Exception {
    operators.with(
        "a",
        context ->
            new TraceOperator(context, trace) {
              @Override
              public SnapshotStep snapshot(SnapshotContext snapshot) {
                byte[] entry = "e".getBytes(StandardCharsets.UTF_8);
                context.operatorState().set("cell", List.of(entry));
                return SnapshotStep.DONE;
              }
            });
    SubtaskFixture subtask = new SubtaskFixture(operators, 1, node("a", 1, out()));
    subtask.send(0, new Signal.Watermark(5));
    subtask.send(0, BARRIER);
    subtask.send(0, new Signal.Watermark(6));

    subtask.run();

    var cut = Objects.requireNonNull(Objects.requireNonNull(subtask.cuts.get(7L)).get("a"));
    assertThat(cut.inputWatermarks(), contains(5L));
    assertThat(cut.operatorState().keySet(), is(Map.of("cell", 1).keySet()));
  }

  @Test
  void rootStartsTheBarrierWhenACheckpointIsTriggered() throws Exception {
    operators.with("a", context -> new SlowRoot(context, trace));
    SubtaskFixture subtask = new SubtaskFixture(operators, 0, node("a", 0, out()));
    subtask.mailbox.post(new Mail.TriggerCheckpoint(7));

    subtask.run();

    assertThat(subtask.received(), contains(BARRIER));
    assertThat(trace, contains("a announced 7", "a prepares", "a snapshot 7"));
  }

  @Test
  void announcesACheckpointBeforeItsBarrierComes() {
    SubtaskFixture subtask = new SubtaskFixture(operators, 1, node("a", 1, out()));
    subtask.mailbox.post(new Mail.TriggerCheckpoint(7));

    subtask.run();

    assertThat(trace, contains("a announced 7"));
  }

  @Test
  void abortFreesBlockedChannels() throws Exception {
    SubtaskFixture subtask = new SubtaskFixture(operators, 2, node("a", 1, out()));
    subtask.send(0, BARRIER);
    subtask.send(0, "after");
    subtask.run();
    subtask.mailbox.post(new Mail.AbortCheckpoint(7));

    subtask.run();

    assertThat(subtask.received(), contains("after-a"));
  }

  @Test
  void runsFinalizersOfACompleteCheckpoint() {
    SubtaskFixture subtask = new SubtaskFixture(operators, 1, node("a", 1, out()));
    subtask.mailbox.post(new Mail.CompleteCheckpoint(7));

    subtask.run();

    assertThat(trace, contains("a completed 7"));
    assertThat(subtask.events, contains("started", "finalized 7"));
  }

  /** Never ends and never says anything. */
  private static final class SlowRoot extends TraceOperator {
    SlowRoot(OperatorContext context, List<String> trace) {
      super(context, 0, trace);
    }

    @Override
    public long outputWatermark() {
      return Signal.Watermark.MIN;
    }

    @Override
    public boolean finish() {
      return false;
    }
  }

  /** Holds its watermark back until its bundle ends. */
  private final class EndsBundleWithWatermark extends TraceOperator {
    private boolean open = true;

    EndsBundleWithWatermark(OperatorContext context) {
      super(context, trace);
    }

    @Override
    public boolean prepareBarrier() {
      open = false;
      return true;
    }

    @Override
    public long outputWatermark() {
      return open ? Signal.Watermark.MIN : super.outputWatermark();
    }
  }

  /** Needs two slices to fire what a watermark made due. */
  private final class FiresOnWatermark extends TraceOperator {
    private int due;

    FiresOnWatermark(OperatorContext context) {
      super(context, trace);
    }

    @Override
    public void onWatermark(int input, long watermark) throws Exception {
      super.onWatermark(input, watermark);
      due = 2;
    }

    @Override
    public Progress advance() throws Exception {
      if (due == 0) {
        return Progress.IDLE;
      }
      due--;
      emit("fired");
      return due > 0 ? Progress.UNFINISHED : Progress.IDLE;
    }
  }
}
