package io.weir.engine.task;

import static java.util.Objects.requireNonNull;

import io.weir.engine.channel.InputGate;
import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Signal;
import io.weir.engine.element.StreamItem;
import io.weir.engine.operator.Operator;
import java.io.IOException;
import java.util.List;
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
  private final GateActions actions;
  private BarrierAlignment alignment = BarrierAlignment.start();
  private int openChannels;
  private long elementsTaken;
  private @Nullable ElementBatch batch;
  private int position;

  /**
   * The input from a gate.
   *
   * @param routings for each channel of the gate, where its items go
   * @param onAligned takes the cut that all channels delivered
   */
  SubtaskInput(InputGate gate, List<InputRouting> routings, AlignedListener onAligned) {
    this.gate = gate;
    this.routings = routings.toArray(InputRouting[]::new);
    operators = routings.stream().map(r -> r.slot().operator()).distinct().toArray(Operator[]::new);
    openChannels = routings.size();
    // Only the arrival of the last barrier leads there.
    actions = new GateActions(gate, onAligned);
  }

  /** Whether there are channels at all. */
  boolean hasChannels() {
    return routings.length > 0;
  }

  /** Whether every channel has delivered its end of data. */
  boolean hasEnded() {
    return openChannels == 0 && batch == null;
  }

  long elementsTaken() {
    return elementsTaken;
  }

  void abort(long checkpointId) {
    alignment = alignment.aborted(checkpointId, actions);
  }

  /**
   * Takes the next item unless a batch is being worked on; signals are dealt with here.
   *
   * @return whether there was one
   */
  boolean take() throws IOException {
    if (batch != null) {
      return true;
    }
    if (!operatorsAreReady()) {
      return false;
    }
    StreamItem item = gate.poll();
    if (item == null) {
      return false;
    }
    if (item instanceof ElementBatch elements) {
      elementsTaken += elements.size();
      batch = elements;
      position = 0;
    } else {
      signal((Signal) item, gate.channel());
    }
    return true;
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
      actions.arrived = cut;
      alignment = alignment.barrier(channel, cut.number(), actions);
    } else if (signal instanceof Signal.Idle) {
      routing.idle();
    } else {
      openChannels--;
      routing.watermark(Signal.Watermark.MAX);
    }
  }

  /**
   * Hands elements of the present batch to their operator, until the batch is done, the outputs are
   * blocked or the mailbox needs attention.
   *
   * @param limit the largest number of elements
   * @return the number of elements handed over
   */
  int process(int limit, EdgeOutputs outputs, Mailbox mailbox, Blame blame) throws Exception {
    ElementBatch elements = batch;
    if (elements == null) {
      return 0;
    }
    InputRouting routing = routings[gate.channel()];
    Operator operator = routing.slot().operator();
    int port = routing.port();
    int from = position;
    int i = from;
    int end = Math.min(elements.size(), from + limit);
    Activity activity = mailbox.activity();
    activity.enter(routing.slot().stableName());
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
      blame.note(t, routing.slot().stableName());
      throw t;
    }
    position = i;
    if (i == elements.size()) {
      batch = null;
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

  private static final class GateActions implements BarrierAlignment.Actions {
    private final InputGate gate;
    private final AlignedListener onAligned;
    private Signal.@Nullable Cut arrived;

    GateActions(InputGate gate, AlignedListener onAligned) {
      this.gate = gate;
      this.onAligned = onAligned;
    }

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
    }

    @Override
    public void aligned(long number) {
      // Only the arrival of the last of them leads here.
      onAligned.aligned(requireNonNull(arrived));
    }
  }
}
