package io.weir.engine.task;

import static io.weir.engine.task.SubtaskFixture.node;
import static io.weir.engine.task.SubtaskFixture.out;
import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal;
import io.weir.engine.fake.FakeOperators;
import io.weir.engine.graph.EdgeKind;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.snapshot.OperatorCut;
import io.weir.engine.snapshot.OvertakenElements;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubtaskOvertakingTest {
  private static final Signal BARRIER = new Signal.Barrier(7);

  private final List<String> trace = new ArrayList<>();
  private final Gate gate = new Gate();
  private final FakeOperators operators =
      new FakeOperators().with("a", context -> new GatedOperator(context, trace, gate));

  /** How many batches an operator takes. */
  private static final class Gate {
    private int batches;
  }

  /** Takes no input unless it is let. */
  private static final class GatedOperator extends TraceOperator {
    private final Gate gate;

    GatedOperator(OperatorContext context, List<String> trace, Gate gate) {
      super(context, trace);
      this.gate = gate;
    }

    @Override
    public boolean isReadyForInput() {
      return gate.batches-- > 0;
    }
  }

  private SubtaskFixture subtask(EdgeKind kind) {
    SubtaskFixture subtask = SubtaskFixture.behind(kind, operators, 2, node("a", 1, out()));
    subtask.run();
    return subtask;
  }

  private static List<String> inFlight(SubtaskFixture subtask, long checkpoint) {
    OperatorCut cut =
        requireNonNull(requireNonNull(subtask.cuts.get(checkpoint), "no cut").get("a"));
    List<String> elements = new ArrayList<>();
    for (OvertakenElements overtaken : cut.inFlight()) {
      for (OvertakenElements.Part part : overtaken.parts()) {
        for (int i = part.from(); i < part.batch().size(); i++) {
          elements.add((String) part.batch().element(i));
        }
      }
    }
    return elements;
  }

  private void letEverythingIn(SubtaskFixture subtask) {
    gate.batches = 1000;
    subtask.run();
  }

  @Test
  void barrierThatMayOvertakePassesBeforeWhatWaitsInFrontOfIt() throws Exception {
    SubtaskFixture subtask = subtask(EdgeKind.REBALANCE);
    subtask.send(0, "1", "2");
    subtask.send(0, BARRIER);
    subtask.send(0, "behind");
    subtask.send(1, "3");
    subtask.send(1, BARRIER);
    subtask.run();
    assertThat(subtask.received(), is(empty()));

    subtask.mailbox.post(new Mail.AllowOvertaking(7));
    subtask.run();

    assertThat(inFlight(subtask, 7), contains("1", "2", "3"));
    // An operator that is not ready gets what was overtaken, and nothing else.
    assertThat(subtask.received(), is(List.of(BARRIER, "1-a", "2-a", "3-a")));
    letEverythingIn(subtask);
    assertThat(subtask.received(), is(List.of("behind-a")));
  }

  @Test
  void noBarrierOvertakesWhatAnotherDidAlthoughNoOperatorIsEverReady() throws Exception {
    SubtaskFixture subtask = subtask(EdgeKind.REBALANCE);
    List<Object> received = new ArrayList<>();
    for (int checkpoint = 1; checkpoint <= 3; checkpoint++) {
      subtask.send(checkpoint % 2, "e" + checkpoint);
      subtask.send(0, new Signal.Barrier(checkpoint));
      subtask.send(1, new Signal.Barrier(checkpoint));
      subtask.mailbox.post(new Mail.AllowOvertaking(checkpoint));
      subtask.run();

      assertThat(inFlight(subtask, checkpoint), contains("e" + checkpoint));
      received.addAll(subtask.received());
    }

    received.removeIf(Signal.class::isInstance);
    assertThat(received, contains("e1-a", "e2-a", "e3-a"));
  }

  @Test
  void watermarksThatWereOvertakenComeAlthoughNoOperatorIsReady() throws Exception {
    SubtaskFixture subtask = subtask(EdgeKind.REBALANCE);
    for (int channel = 0; channel < 2; channel++) {
      subtask.send(channel, new Signal.Watermark(5));
      subtask.send(channel, BARRIER);
    }
    subtask.mailbox.post(new Mail.AllowOvertaking(7));

    subtask.run();

    assertThat(subtask.received(), contains(BARRIER, new Signal.Watermark(5)));
  }

  @Test
  void restOfTheBatchInHandIsInFlight() throws Exception {
    SubtaskFixture[] self = {null};
    operators.with(
        "a",
        context ->
            new TraceOperator(context, trace) {
              @Override
              public void process(int input, @Nullable Key key, Object element) throws Exception {
                super.process(input, key, element);
                requireNonNull(self[0]).mailbox.post(new Mail.AllowOvertaking(7));
              }
            });
    SubtaskFixture subtask = subtask(EdgeKind.REBALANCE);
    self[0] = subtask;
    subtask.send(1, BARRIER);
    subtask.run();
    subtask.send(0, "1", "2", "3");
    subtask.send(0, BARRIER);

    subtask.run();

    assertThat(subtask.received(), contains("1-a", BARRIER, "2-a", "3-a"));
    assertThat(inFlight(subtask, 7), contains("2", "3"));
  }

  @Test
  void waitsForTheBarrierOfEveryChannelAndGoesOnMeanwhile() throws Exception {
    SubtaskFixture subtask = subtask(EdgeKind.KEYED);
    subtask.send(0, "1");
    subtask.send(0, BARRIER);
    subtask.send(1, "2");
    subtask.mailbox.post(new Mail.AllowOvertaking(7));
    subtask.run();
    assertThat(subtask.received(), is(empty()));

    gate.batches = 1;
    subtask.run();
    assertThat(subtask.received(), not(hasItem(BARRIER)));
    subtask.send(1, BARRIER);
    subtask.run();

    assertThat(subtask.received(), contains(BARRIER, "2-a"));
    assertThat(inFlight(subtask, 7), contains("2"));
  }

  @Test
  void barriersOfBroadcastEdgesOvertakeNothing() throws Exception {
    SubtaskFixture subtask =
        SubtaskFixture.behind(EdgeKind.BROADCAST, operators, 2, node("a", 1, out()));
    subtask.send(0, "1");
    subtask.send(0, BARRIER);
    subtask.send(1, BARRIER);
    subtask.mailbox.post(new Mail.AllowOvertaking(7));

    subtask.run();
    assertThat(subtask.received(), is(empty()));
    letEverythingIn(subtask);

    assertThat(subtask.received(), contains("1-a", BARRIER));
    assertThat(inFlight(subtask, 7), is(empty()));
  }

  @Test
  void passesAlthoughTheOutputIsFull() throws Exception {
    gate.batches = 1000;
    SubtaskFixture subtask = subtask(EdgeKind.KEYED);
    for (int i = 0; i < 40; i++) {
      subtask.send(0, "e" + i);
      subtask.clock.advance(10);
      subtask.run();
    }
    subtask.send(0, BARRIER);
    subtask.send(1, BARRIER);
    subtask.run();
    assertThat(subtask.cuts.keySet(), is(empty()));

    subtask.mailbox.post(new Mail.AllowOvertaking(7));
    subtask.run();

    assertThat(subtask.cuts.keySet(), contains(7L));
    assertThat(inFlight(subtask, 7).size() + count(subtask.received(), BARRIER), is(40));
  }

  /** Elements in front of the signal. */
  private static int count(List<Object> received, Object signal) {
    return received.indexOf(signal);
  }

  @Test
  void nothingIsOvertakenForACheckpointThatWasGivenUp() throws Exception {
    SubtaskFixture subtask = subtask(EdgeKind.KEYED);
    subtask.send(0, "1");
    subtask.send(0, BARRIER);
    subtask.send(1, BARRIER);
    subtask.mailbox.post(new Mail.AbortCheckpoint(7));
    subtask.mailbox.post(new Mail.AllowOvertaking(7));

    letEverythingIn(subtask);

    assertThat(subtask.received(), contains((@Nullable Object) "1-a"));
  }
}
