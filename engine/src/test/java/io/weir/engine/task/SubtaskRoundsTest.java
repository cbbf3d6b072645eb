package io.weir.engine.task;

import static io.weir.engine.task.SubtaskFixture.node;
import static io.weir.engine.task.SubtaskFixture.out;
import static io.weir.engine.task.SubtaskFixture.to;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.weir.engine.control.RoundResult;
import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.RoundBarrier;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.fake.FakeOperators;
import io.weir.engine.operator.EventPlayer;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubtaskRoundsTest {
  private final List<String> trace = new ArrayList<>();
  private final FakeOperators operators =
      new FakeOperators().with("a", context -> new TraceOperator(context, trace));

  private static SubtaskFixture started(SubtaskFixture subtask) {
    round(subtask, 1, 100, false);
    return subtask;
  }

  private static void round(SubtaskFixture subtask, long round, long timeMs, boolean play) {
    RoundBarrier barrier = new RoundBarrier(round, timeMs);
    subtask.mailbox.post(new Mail.StartRound(barrier, play));
    for (int channel = 0; channel < subtask.inputs.size(); channel++) {
      subtask.send(channel, barrier);
    }
    subtask.run();
  }

  private static RoundResult result(SubtaskFixture subtask, long round) {
    return Objects.requireNonNull(subtask.rounds.get(round));
  }

  @Test
  void passesTheBarrierOnBehindEverythingAndTakesNoSnapshot() throws Exception {
    SubtaskFixture subtask = SubtaskFixture.inRounds(operators, 1, node("a", 1, out()));
    subtask.send(0, "x");

    round(subtask, 1, 100, false);

    assertThat(subtask.received(), contains("x-a", new RoundBarrier(1, 100)));
    assertThat(trace, contains("a announced 1", "a prepares"));
  }

  @Test
  void doesNothingBeforeTheFirstRoundSaysWhatTimeItIs() throws Exception {
    SubtaskFixture subtask = SubtaskFixture.inRounds(operators, 1, node("a", 1, out()));
    subtask.send(0, "x");

    subtask.run();

    assertThat(subtask.received(), is(empty()));
  }

  @Test
  void workedWhenAnElementCameOrAWatermarkMovedAndNotOtherwise() {
    SubtaskFixture subtask = SubtaskFixture.inRounds(operators, 1, node("a", 1, out()));
    started(subtask);
    round(subtask, 2, 100, false);
    subtask.send(0, "x");
    round(subtask, 3, 100, false);
    round(subtask, 4, 100, false);
    subtask.send(0, new Watermark(5));
    round(subtask, 5, 100, false);
    round(subtask, 6, 100, false);

    List<Boolean> worked =
        List.of(2L, 3L, 4L, 5L, 6L).stream().map(r -> result(subtask, r).worked()).toList();
    assertThat(worked, contains(false, true, false, true, false));
  }

  @Test
  void workedWhenAnOperatorEmittedInsideTheChain() {
    operators.with("timer", SubtaskRoundsTest.this::firesOnceAtTime200);
    SubtaskFixture subtask =
        started(
            SubtaskFixture.inRounds(operators, 1, node("timer", 1, to(1)), node("a", 1, out())));
    round(subtask, 2, 200, false);
    round(subtask, 3, 200, false);
    round(subtask, 4, 200, false);

    assertThat(result(subtask, 2).worked(), is(false));
    assertThat(result(subtask, 3).worked(), is(true));
    assertThat(result(subtask, 4).worked(), is(false));
  }

  private TraceOperator firesOnceAtTime200(OperatorContext context) {
    return new TraceOperator(context, trace) {
      private boolean fired;

      @Override
      public Progress advance() throws Exception {
        if (!fired && context().clock().currentMillis() >= 200) {
          fired = true;
          emit("fired");
        }
        return Progress.IDLE;
      }
    };
  }

  @Test
  void workedWhileAnOperatorHasMoreToDoAlthoughRoundsFollowWithoutAPause() {
    operators.with("busy", SubtaskRoundsTest.this::busyForThreeCalls);
    SubtaskFixture subtask = SubtaskFixture.inRounds(operators, 0, node("busy", 0, out()));
    for (int i = 1; i <= 4; i++) {
      subtask.mailbox.post(new Mail.StartRound(new RoundBarrier(i, 0), false));
      for (int calls = 0; !subtask.rounds.containsKey((long) i) && calls < 20; calls++) {
        subtask.tasklet.call();
      }
    }

    assertThat(result(subtask, 1).worked(), is(true));
    assertThat(result(subtask, 4).worked(), is(false));
  }

  private TraceOperator busyForThreeCalls(OperatorContext context) {
    return new TraceOperator(context, 0, trace) {
      private int calls;

      @Override
      public Progress advance() {
        return calls++ < 3 ? Progress.MORE : Progress.IDLE;
      }

      @Override
      public boolean finish() {
        return false;
      }
    };
  }

  @Test
  void movesTheClockBehindTheBarrierForWhatComesNext() throws Exception {
    operators.with("clock", SubtaskRoundsTest.this::appendsTheTime);
    SubtaskFixture subtask =
        started(SubtaskFixture.inRounds(operators, 1, node("clock", 1, out())));
    subtask.received();
    subtask.send(0, "before");
    subtask.mailbox.post(new Mail.StartRound(new RoundBarrier(2, 300), false));
    subtask.send(0, new RoundBarrier(2, 300));
    subtask.send(0, "after");

    subtask.run();

    assertThat(
        subtask.received(), contains("before at 100", new RoundBarrier(2, 300), "after at 300"));
  }

  private TraceOperator appendsTheTime(OperatorContext context) {
    return new TraceOperator(context, trace) {
      @Override
      public void process(int input, @Nullable Key key, Object element) throws Exception {
        emit(element + " at " + context().clock().currentMillis());
      }
    };
  }

  @Test
  void playsTheNextEventBeforeTheBarrierWhenTold() throws Exception {
    operators.with("player", context -> new Player(context, trace));
    SubtaskFixture subtask =
        started(SubtaskFixture.inRounds(operators, 0, node("player", 0, out())));
    subtask.received();

    round(subtask, 2, 100, true);
    round(subtask, 3, 100, false);

    assertThat(
        subtask.received(),
        contains("event 0", new RoundBarrier(2, 100), new RoundBarrier(3, 100)));
    assertThat(result(subtask, 2), is(new RoundResult(true, true, true, 10)));
    assertThat(result(subtask, 3), is(new RoundResult(false, true, true, 10)));
  }

  @Test
  void playsInAChainThatHasInputToo() throws Exception {
    operators.with("player", context -> new Player(context, trace));
    SubtaskFixture subtask =
        started(SubtaskFixture.inRounds(operators, 1, node("player", 1, out())));
    subtask.received();

    round(subtask, 2, 100, true);

    assertThat(subtask.received(), contains("event 0", new RoundBarrier(2, 100)));
  }

  @Test
  void keepsABarrierUntilTheMasterSaidWhetherToPlay() throws Exception {
    operators.with("player", context -> new Player(context, trace));
    SubtaskFixture subtask =
        started(SubtaskFixture.inRounds(operators, 1, node("player", 1, out())));
    subtask.received();
    subtask.send(0, new RoundBarrier(2, 100));
    subtask.run();

    assertThat(subtask.received(), is(empty()));

    subtask.mailbox.post(new Mail.StartRound(new RoundBarrier(2, 100), true));
    subtask.run();

    assertThat(subtask.received(), contains("event 0", new RoundBarrier(2, 100)));
  }

  /** Has two events, passes 10 ms with each, and waits for checkpoints. */
  private static final class Player extends TraceOperator implements EventPlayer {
    private int played;

    Player(OperatorContext context, List<String> trace) {
      super(context, 0, trace);
    }

    @Override
    public Optional<EventPlayer> player() {
      return Optional.of(this);
    }

    @Override
    public boolean awaitsCheckpoint() {
      return true;
    }

    @Override
    public boolean hasNext() {
      return played < 2;
    }

    @Override
    public void playNext() throws Exception {
      emit("event " + played++);
    }

    @Override
    public long elapsedMs() {
      return played * 10L;
    }

    @Override
    public boolean finish() {
      return !hasNext();
    }
  }
}
