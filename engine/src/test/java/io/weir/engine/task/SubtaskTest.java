package io.weir.engine.task;

import static io.weir.engine.task.SubtaskFixture.node;
import static io.weir.engine.task.SubtaskFixture.out;
import static io.weir.engine.task.SubtaskFixture.to;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.weir.engine.control.Failure;
import io.weir.engine.control.SubtaskStatistics;
import io.weir.engine.element.Key;
import io.weir.engine.element.Signal;
import io.weir.engine.fake.FakeOperators;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.graph.OutputTarget;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubtaskTest {
  private static final Signal END = new Signal.EndOfData();
  private static final Signal FINAL = new Signal.Watermark(Signal.Watermark.MAX);

  private final List<String> trace = new ArrayList<>();
  private final FakeOperators operators = new FakeOperators();

  SubtaskTest() {
    for (String name : List.of("a", "b", "c", "d")) {
      operators.with(name, context -> new TraceOperator(context, trace));
    }
  }

  @Test
  void callsChainedOperatorsDirectlyAndSendsTheResult() throws Exception {
    SubtaskFixture subtask =
        new SubtaskFixture(operators, 1, node("a", 1, to(1)), node("b", 1, out()));
    subtask.send(0, "x", "y");

    assertThat(subtask.run(), is(Tasklet.State.WAITING));

    assertThat(subtask.received(), contains("x-a-b", "y-a-b"));
  }

  @Test
  void fansOutAndJoinsAgain() throws Exception {
    SubtaskFixture subtask =
        new SubtaskFixture(
            operators,
            1,
            node("a", 1, to(1), to(2), out()),
            node("b", 1, to(3)),
            node("c", 1, to(3)),
            node("d", 1, out()));
    subtask.send(0, "x");
    subtask.send(0, new Signal.Watermark(9));

    subtask.run();

    assertThat(subtask.received(), contains("x-a-b-d", "x-a-c-d", "x-a", new Signal.Watermark(9)));
    assertThat(trace, contains("a watermark 9", "b watermark 9", "c watermark 9", "d watermark 9"));
  }

  @Test
  void watermarkIsTheMinimumOverActiveChannelsAndFollowsTheElementsBeforeIt() throws Exception {
    SubtaskFixture subtask = new SubtaskFixture(operators, 3, node("a", 1, out()));
    subtask.send(0, "x");
    subtask.send(0, new Signal.Watermark(10));
    subtask.send(1, new Signal.Watermark(20));
    subtask.run();
    assertThat(subtask.received(), contains((Object) "x-a"));

    subtask.send(2, new Signal.Idle());
    subtask.run();

    assertThat(subtask.received(), contains(new Signal.Watermark(10)));
  }

  @Test
  void isIdleWhenAllItsChannelsAreAndActiveAgainWithOneOfThem() throws Exception {
    SubtaskFixture subtask = new SubtaskFixture(operators, 2, node("a", 1, out()));
    subtask.send(0, new Signal.Watermark(10));
    subtask.send(1, new Signal.Watermark(20));
    subtask.run();
    subtask.send(0, new Signal.Idle());
    subtask.run();
    subtask.send(1, new Signal.Idle());
    subtask.run();
    assertThat(
        subtask.received(),
        contains(new Signal.Watermark(10), new Signal.Watermark(20), new Signal.Idle()));

    subtask.send(1, new Signal.Watermark(20));
    subtask.run();

    assertThat(subtask.received(), contains(new Signal.Watermark(20)));
  }

  @Test
  void finishesInOrderSendsTheEndAndStaysForBarriers() throws Exception {
    SubtaskFixture subtask =
        new SubtaskFixture(operators, 1, node("a", 1, to(1)), node("b", 1, out()));
    subtask.send(0, "x");
    subtask.send(0, FINAL);
    subtask.send(0, END);

    assertThat(subtask.run(), is(Tasklet.State.WAITING));
    assertThat(subtask.received(), contains("x-a-b", FINAL, END));
    String last = " watermark " + Signal.Watermark.MAX;
    assertThat(trace, contains("a" + last, "b" + last, "a finishes", "b finishes"));
    trace.clear();

    subtask.send(0, new Signal.Barrier(3));
    subtask.run();
    subtask.mailbox.post(new Mail.CompleteCheckpoint(3));
    subtask.run();

    assertThat(subtask.received(), contains(new Signal.Barrier(3)));
    assertThat(
        subtask.events, contains("started", "finished", "snapshot 3 after the end", "finalized 3"));
    subtask.mailbox.stop();
    assertThat(subtask.run(), is(Tasklet.State.ENDED));
    assertThat(trace.subList(trace.size() - 2, trace.size()), contains("b closes", "a closes"));
  }

  @Test
  void rootThatIsNotDoneIsAskedAgain() throws Exception {
    int[] rounds = {3};
    operators.with(
        "a",
        context ->
            new TraceOperator(context, 0, trace) {
              @Override
              public long outputWatermark() {
                return Signal.Watermark.MIN;
              }

              @Override
              public boolean finish() throws Exception {
                if (--rounds[0] > 0) {
                  return false;
                }
                emit("last");
                return true;
              }
            });
    SubtaskFixture subtask = new SubtaskFixture(operators, 0, node("a", 0, out()));

    while (rounds[0] > 0) {
      assertThat(subtask.run(), is(Tasklet.State.WAITING));
      subtask.clock.advance(20);
    }

    assertThat(subtask.received(), contains("last", FINAL, END));
  }

  @Test
  void drainsItsOperatorsOnceAndThenEnds() throws Exception {
    boolean[] drained = {false};
    operators.with(
        "a",
        context ->
            new TraceOperator(context, 0, trace) {
              @Override
              public void drain() {
                note("drains");
                drained[0] = true;
              }

              @Override
              public long outputWatermark() {
                return Signal.Watermark.MIN;
              }

              @Override
              public boolean finish() {
                return drained[0];
              }
            });
    SubtaskFixture subtask = new SubtaskFixture(operators, 0, node("a", 0, out()));
    subtask.run();
    assertThat(subtask.events, contains("started"));

    subtask.mailbox.post(new Mail.Drain());
    subtask.mailbox.post(new Mail.Drain());
    subtask.run();

    assertThat(trace, contains("a drains"));
    assertThat(subtask.received(), contains(FINAL, END));
    assertThat(subtask.events, contains("started", "finished"));
  }

  @Test
  void asksForACheckpointWhenItCannotFinishWithoutOne() throws Exception {
    List<Long> completed = new ArrayList<>();
    operators.with(
        "a",
        context ->
            new TraceOperator(context, trace) {
              @Override
              public boolean awaitsCheckpoint() {
                return completed.isEmpty();
              }

              @Override
              public void checkpointCompleted(long checkpointId) {
                completed.add(checkpointId);
              }

              @Override
              public boolean finish() {
                return !completed.isEmpty();
              }
            });
    SubtaskFixture subtask = new SubtaskFixture(operators, 1, node("a", 1, out()));
    subtask.run();
    assertThat(subtask.events, contains("started"));

    subtask.send(0, END);
    subtask.run();
    subtask.clock.advance(20);
    subtask.run();
    assertThat(subtask.events, contains("started", "checkpoint wanted"));

    subtask.mailbox.post(new Mail.CompleteCheckpoint(3));
    subtask.run();
    assertThat(subtask.events, contains("started", "checkpoint wanted", "finalized 3", "finished"));
  }

  @Test
  void takesNoInputWhileAnOperatorIsUnfinished() throws Exception {
    int[] slices = {5};
    operators.with(
        "a",
        context ->
            new TraceOperator(context, trace) {
              @Override
              public Progress advance() {
                return slices[0] > 0 && slices[0]-- > 1 ? Progress.UNFINISHED : Progress.IDLE;
              }
            });
    SubtaskFixture subtask = new SubtaskFixture(operators, 1, node("a", 1, out()));
    subtask.send(0, new Signal.Watermark(1));
    subtask.tasklet.call();
    subtask.tasklet.call();
    subtask.send(0, "x");
    subtask.tasklet.call();
    assertThat(subtask.inputs.get(0).backlog(), is(1));

    subtask.run();

    assertThat(subtask.received(), contains("x-a", new Signal.Watermark(1)));
  }

  @Test
  void leavesInputToOthersWhileAnOperatorIsNotReadyForIt() throws Exception {
    boolean[] ready = {false};
    operators.with(
        "a",
        context ->
            new TraceOperator(context, trace) {
              @Override
              public boolean isReadyForInput() {
                return ready[0];
              }
            });
    SubtaskFixture subtask = new SubtaskFixture(operators, 1, node("a", 1, out()));
    subtask.send(0, "x");
    subtask.run();
    assertThat(subtask.received(), is(empty()));

    ready[0] = true;
    subtask.run();

    assertThat(subtask.received(), contains((Object) "x-a"));
  }

  @Test
  void callsAnOperatorAtTheTimeItAskedFor() throws Exception {
    operators.with(
        "a",
        context ->
            new TraceOperator(context, trace) {
              @Override
              public void process(int input, @Nullable Key key, Object element) {
                context.wakeAt(context.clock().currentMillis() + 5);
              }

              @Override
              public Progress advance() {
                note("advances");
                return Progress.IDLE;
              }
            });
    SubtaskFixture subtask = new SubtaskFixture(operators, 1, node("a", 1, out()));
    subtask.send(0, "x");
    subtask.run();
    assertThat(subtask.tasklet.wakeAtMillis(), is(subtask.clock.currentMillis() + 5));
    trace.clear();

    subtask.clock.advance(5);
    subtask.run();

    assertThat(trace.contains("a advances"), is(true));
    assertThat(subtask.tasklet.wakeAtMillis(), is(Long.MAX_VALUE));
  }

  @Test
  void namesTheOperatorAndTheUsersExceptionWhenItFails() {
    operators
        .with(
            "a",
            context ->
                new TraceOperator(context, trace) {
                  @Override
                  public void process(int input, @Nullable Key key, Object element)
                      throws Exception {
                    try {
                      emit(element);
                    } catch (IllegalStateException e) {
                      throw new ExecutionException(e);
                    }
                  }
                })
        .with("b", Failing::new);
    SubtaskFixture subtask =
        new SubtaskFixture(operators, 1, node("a", 1, to(1)), node("b", 1, out()));
    subtask.send(0, "x");

    assertThat(subtask.run(), is(Tasklet.State.ENDED));

    assertThat(subtask.failures, hasSize(1));
    Failure failure = subtask.failures.get(0);
    assertThat(failure.className(), is(IllegalStateException.class.getName()));
    assertThat(failure.message(), is("cannot take x"));
    assertThat(failure.where(), is("b"));
    assertThat(failure.stackTrace(), containsString("Failing.process"));
    assertThat(trace, contains("b closes", "a closes"));
  }

  @Test
  void namesTheOperatorThatCannotBeMade() {
    operators.with(
        "a",
        context -> {
          throw new IllegalArgumentException("bad payload");
        });
    SubtaskFixture subtask =
        new SubtaskFixture(operators, 1, node("a", 1, to(1)), node("b", 1, out()));

    assertThat(subtask.run(), is(Tasklet.State.ENDED));

    assertThat(subtask.failures.get(0).where(), is("a"));
    assertThat(subtask.failures.get(0).message(), is("bad payload"));
    assertThat(trace, contains("b closes"));
  }

  @Test
  void stopsTakingInputWhenItsOutputHasNoRoom() throws Exception {
    SubtaskFixture subtask = new SubtaskFixture(operators, 1, node("a", 1, out()));
    for (int i = 0; i < 100; i++) {
      subtask.send(0, "x");
      subtask.send(0, new Signal.Watermark(i));
      subtask.clock.advance(1);
      subtask.run();
    }
    int backlog = subtask.inputs.get(0).backlog();
    assertThat(backlog > 100, is(true));

    List<Object> received = new ArrayList<>();
    while (subtask.inputs.get(0).backlog() > 0) {
      received.addAll(subtask.received());
      subtask.run();
    }
    received.addAll(subtask.received());

    assertThat(received.stream().filter("x-a"::equals).count(), is(100L));
    assertThat(received.get(received.size() - 1), is(new Signal.Watermark(99)));
  }

  @Test
  void saysWhoHoldsTheWatermark() {
    operators.with(
        "b",
        context ->
            new TraceOperator(context, trace) {
              @Override
              public long outputWatermark() {
                return Math.min(super.outputWatermark(), 3);
              }
            });
    SubtaskFixture subtask =
        new SubtaskFixture(operators, 1, node("a", 1, to(1)), node("b", 1, out()));
    subtask.send(0, "x");
    subtask.send(0, new Signal.Watermark(10));
    subtask.run();
    subtask.mailbox.post(new Mail.ReportStatistics());

    subtask.run();

    SubtaskStatistics figures = subtask.statistics.get(0);
    assertThat(figures.watermarkHolder(), is("b"));
    assertThat(figures.inputWatermark(), is(10L));
    assertThat(figures.outputWatermark(), is(3L));
    assertThat(figures.elementsIn(), is(1L));
    assertThat(figures.elementsOut(), is(1L));
  }

  @Test
  void dropsAnOutputWithoutTarget() throws Exception {
    OperatorNode dropping =
        new OperatorNode(
            "a", new OperatorSpec("a", Bytes.EMPTY), 1, List.of(List.<OutputTarget>of()));
    SubtaskFixture subtask = new SubtaskFixture(operators, 1, dropping);
    subtask.send(0, "x");

    assertThat(subtask.run(), is(Tasklet.State.WAITING));

    assertThat(subtask.failures, is(empty()));
  }

  private final class Failing extends TraceOperator implements Operator {
    Failing(OperatorContext context) {
      super(context, trace);
    }

    @Override
    public void process(int input, @Nullable Key key, Object element) {
      throw new IllegalStateException("cannot take " + element);
    }
  }
}
