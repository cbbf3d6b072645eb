package io.weir.engine.task;

import static java.util.Objects.requireNonNull;

import io.weir.engine.channel.InputGate;
import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Signal;
import io.weir.engine.element.StreamItem;
import io.weir.engine.operator.Operator;
import io.weir.engine.snapshot.OvertakenElements;
import io.weir.engine.snapshot.OvertakenElements.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The input of a subtask: takes items from the gate, keeps the batch that is being worked on, and
 * sorts out signals.
 *
 * <p>Thread: the subtask thread.
 */
final class SubtaskInput implements AutoCloseable {
  private final InputGate gate;
  private final InputRouting[] routings;
  // Those that have channels.
  private final Operator[] operators;
  // Items of each channel that a barrier has overtaken. They wait for no operator to be ready: one
  // that is ready for checkpoints only would see them overtaken again, each time.
  private final int[] overtaken;
  private final GateActions actions;
  private BarrierAlignment alignment = BarrierAlignment.start();
  private final Replay replay;
  private final InFlightElements inFlight;
  private final AlignedListener onAligned;
  private int openChannels;
  private long elementsTaken;
  private @Nullable BatchInHand hand;
  // What a barrier overtook while it was in hand, and waits until the barrier is through.
  private @Nullable BatchInHand aside;
  // Whether a barrier has overtaken what is replayed, and waits for channels.
  private boolean replayHeld;
  // Begins here and waits for the end of what is replayed.
  private Signal.@Nullable Cut rootCut;

  /**
   * The input from a gate.
   *
   * @param routings for each channel of the gate, where its items go
   * @param replay comes before anything from the gate
   * @param inFlight takes what barriers overtake
   * @param onAligned takes the cut that all channels delivered
   */
  SubtaskInput(
      InputGate gate,
      List<InputRouting> routings,
      Replay replay,
      InFlightElements inFlight,
      AlignedListener onAligned) {
    this.gate = gate;
    this.routings = routings.toArray(InputRouting[]::new);
    this.replay = replay;
    this.inFlight = inFlight;
    this.onAligned = onAligned;
    operators =
        Stream.concat(routings.stream().map(InputRouting::slot), replay.slots())
            .map(OperatorSlot::operator)
            .distinct()
            .toArray(Operator[]::new);
    overtaken = new int[this.routings.length];
    openChannels = routings.size();
    actions = new GateActions();
  }

  /** Whether there are channels at all. */
  boolean hasChannels() {
    return routings.length > 0;
  }

  /** Whether every channel has delivered its end of data, and nothing is left. */
  boolean hasEnded() {
    return openChannels == 0 && hand == null && aside == null && replay.isOver();
  }

  long elementsTaken() {
    return elementsTaken;
  }

  void abort(long checkpointId) {
    alignment = alignment.aborted(checkpointId, actions);
  }

  /** A cut begins in this subtask, which has no channels. */
  void begin(Signal.Cut cut) {
    if (replay.isOver()) {
      onAligned.aligned(cut);
    } else {
      rootCut = cut;
    }
  }

  /**
   * Lets the barrier of a plain checkpoint overtake the elements in front of it, as soon as it is
   * in every channel where it may do so. Those channels are blocked then until the others, which go
   * on, have delivered it in its turn. What was overtaken comes next in its channel, and waits for
   * no operator.
   */
  void overtake(long checkpointId) throws Exception {
    if (inFlight.hasBegun(checkpointId) || !barrierIsThere(checkpointId)) {
      return;
    }
    inFlight.begin(checkpointId);
    overtakeReplay();
    // Found before, as the last barrier unblocks all channels.
    int[] channels = IntStream.range(0, routings.length).filter(this::mayOvertakeIn).toArray();
    for (int channel : channels) {
      overtake(channel, checkpointId);
    }
    Signal.Cut cut = rootCut;
    if (cut != null) {
      rootCut = null;
      onAligned.aligned(cut);
    }
  }

  private boolean barrierIsThere(long checkpointId) throws IOException {
    if (!hasChannels()) {
      return rootCut != null && rootCut.number() == checkpointId;
    }
    if (!alignment.awaits(checkpointId)) {
      return false;
    }
    for (int channel = 0; channel < routings.length; channel++) {
      if (mayOvertakeIn(channel) && !gate.holdsBarrier(channel, checkpointId)) {
        return false;
      }
    }
    return true;
  }

  private boolean mayOvertakeIn(int channel) {
    return routings[channel].lendsItselfToOvertaking() && !gate.isBlocked(channel);
  }

  private void overtakeReplay() throws Exception {
    if (replay.isOver()) {
      return;
    }
    replayHeld = hasChannels();
    putAside(BatchInHand.REPLAYED);
    BatchInHand put = aside;
    if (put != null) {
      inFlight.add(put.slot(), put.port(), put.codec(), List.of(put.rest()));
    }
    for (Replay.Restored next : replay.rest()) {
      inFlight.add(next.slot(), next.port(), next.codec(), List.of(new Part(next.batch(), 0)));
    }
  }

  private void overtake(int channel, long checkpointId) throws Exception {
    List<Part> parts = new ArrayList<>();
    putAside(channel);
    BatchInHand put = aside;
    if (put != null && put.channel() == channel) {
      parts.add(put.rest());
    }
    List<StreamItem> items = gate.overtake(channel, checkpointId);
    for (StreamItem item : items) {
      if (item instanceof ElementBatch batch) {
        parts.add(new Part(batch, 0));
      }
    }
    overtaken[channel] = items.size();
    InputRouting routing = routings[channel];
    inFlight.add(routing.slot(), routing.port(), routing.edge().codec(), parts);
    deliver(new Signal.Barrier(checkpointId), channel);
  }

  private void putAside(int channel) {
    BatchInHand present = hand;
    if (present != null && present.channel() == channel) {
      aside = present;
      hand = null;
    }
  }

  /** What the barrier of the checkpoint overtook, by operator; asked once. */
  Map<String, List<OvertakenElements>> takeInFlight(long checkpointId) {
    return inFlight.take(checkpointId);
  }

  /**
   * Takes the next item unless a batch is being worked on; signals are dealt with here.
   *
   * @return whether there was one
   */
  boolean take() throws IOException {
    if (hand != null) {
      return true;
    }
    if (aside != null && !isHeld(aside)) {
      hand = aside;
      aside = null;
      return true;
    }
    if (!replay.isOver() && !replayHeld) {
      takeReplayed();
      return true;
    }
    StreamItem item = operatorsAreReady() ? gate.poll() : pollOvertaken();
    if (item == null) {
      return false;
    }
    int channel = gate.channel();
    overtaken[channel] = Math.max(0, overtaken[channel] - 1);
    if (item instanceof ElementBatch elements) {
      elementsTaken += elements.size();
      hand = new BatchInHand(elements, channel, routings[channel]);
    } else {
      signal((Signal) item, channel);
    }
    return true;
  }

  private @Nullable StreamItem pollOvertaken() throws IOException {
    for (int channel = 0; channel < overtaken.length; channel++) {
      StreamItem item = overtaken[channel] > 0 ? gate.poll(channel) : null;
      if (item != null) {
        return item;
      }
    }
    return null;
  }

  private boolean isHeld(BatchInHand batch) {
    return batch.channel() == BatchInHand.REPLAYED ? replayHeld : gate.isBlocked(batch.channel());
  }

  private void takeReplayed() {
    Replay.Restored next = replay.poll();
    if (next != null) {
      elementsTaken += next.batch().size();
      hand = new BatchInHand(next);
      return;
    }
    replay.end();
    Signal.Cut cut = rootCut;
    if (cut != null) {
      rootCut = null;
      onAligned.aligned(cut);
    }
  }

  private boolean operatorsAreReady() {
    for (Operator operator : operators) {
      if (!operator.isReadyForInput()) {
        return false;
      }
    }
    return true;
  }

  private void signal(Signal signal, int channel) {
    InputRouting routing = routings[channel];
    if (signal instanceof Signal.Watermark watermark) {
      routing.watermark(watermark.timestamp());
    } else if (signal instanceof Signal.Cut cut) {
      deliver(cut, channel);
    } else if (signal instanceof Signal.Idle) {
      routing.idle();
    } else {
      openChannels--;
      routing.watermark(Signal.Watermark.MAX);
    }
  }

  private void deliver(Signal.Cut cut, int channel) {
    actions.arrived = cut;
    alignment = alignment.barrier(channel, cut.number(), actions);
  }

  /**
   * Hands elements of the present batch to their operator, until the batch is done, the outputs are
   * blocked or the mailbox needs attention.
   *
   * @param limit the largest number of elements
   * @return the number of elements handed over
   */
  int process(int limit, EdgeOutputs outputs, Mailbox mailbox, Blame blame) throws Exception {
    BatchInHand present = hand;
    if (present == null) {
      return 0;
    }
    ElementBatch elements = present.batch();
    OperatorSlot slot = present.slot();
    Operator operator = slot.operator();
    int port = present.port();
    int from = present.position();
    int i = from;
    int end = Math.min(elements.size(), from + limit);
    Activity activity = mailbox.activity();
    activity.enter(slot.stableName());
    try {
      while (i < end) {
        activity.step();
        operator.process(port, elements.key(i), elements.element(i));
        i++;
        if (outputs.isBlocked() || mailbox.needsAttention()) {
          break;
        }
      }
    } catch (Throwable t) {
      blame.note(t, slot.stableName());
      throw t;
    }
    present.moveTo(i);
    if (present.isDone()) {
      hand = null;
    }
    return i - from;
  }

  @Override
  public void close() {
    gate.close();
  }

  /** Told of an aligned cut. */
  @FunctionalInterface
  interface AlignedListener {
    void aligned(Signal.Cut cut);
  }

  private final class GateActions implements BarrierAlignment.Actions {
    private Signal.@Nullable Cut arrived;

    @Override
    public int channels() {
      return gate.size();
    }

    @Override
    public void block(int channel) {
      gate.block(channel);
    }

    @Override
    public void unblockAll() {
      gate.unblockAll();
      replayHeld = false;
    }

    @Override
    public void aligned(long number) {
      // Only the arrival of the last of them leads here.
      onAligned.aligned(requireNonNull(arrived));
    }
  }
}
