package io.weir.engine.task;

import io.weir.engine.channel.InputGate;
import io.weir.engine.channel.ReaderOpening;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.graph.CodecSpec;
import io.weir.engine.graph.JobEdge;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OutputTarget;
import io.weir.engine.operator.EdgeCodec;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorLocation;
import io.weir.engine.operator.Output;
import io.weir.engine.snapshot.RestoredOperator;
import io.weir.engine.snapshot.RestoredOperator.RestoredElements;
import io.weir.engine.time.Clock;
import io.weir.engine.watermark.WatermarkMerge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds a subtask from its vertex: opens channels, restores state, makes operators. Operators are
 * made from the end of the chain, so that each finds its outputs complete.
 *
 * <p>Thread: the subtask thread. One use.
 */
final class SubtaskBuilder {
  private final AttemptParts attempt;
  private final SubtaskId id;
  private final Mailbox mailbox;
  private final JobVertex vertex;
  private final ChainWiring wiring;
  private final Blame blame;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Map<Integer, EdgeOutput> edges = new LinkedHashMap<>();
  private final OperatorSlot[] slots;
  private final List<Replay.Restored> replayed = new ArrayList<>();
  private final List<Replay.Hold> holds = new ArrayList<>();
  private final Optional<SubtaskRounds> rounds;

  SubtaskBuilder(AttemptParts attempt, SubtaskId id, Mailbox mailbox, Blame blame) {
    this.attempt = attempt;
    this.id = id;
    this.mailbox = mailbox;
    this.blame = blame;
    vertex = attempt.job().graph().vertex(id.vertex());
    wiring = new ChainWiring(vertex);
    slots = new OperatorSlot[vertex.operators().size()];
    rounds =
        attempt.job().config().rounds()
            ? Optional.of(new SubtaskRounds(attempt.clock()))
            : Optional.empty();
  }

  /** Builds it; closes what was opened if that fails. */
  SubtaskParts build() throws Exception {
    try {
      return buildParts();
    } catch (Throwable t) {
      SubtaskParts.closeAll(opened);
      throw t;
    }
  }

  private SubtaskParts buildParts() throws Exception {
    ChannelOpener channels = new ChannelOpener(attempt, id, mailbox);
    for (int edge : wiring.edges()) {
      int emitters = wiring.emittersTo(new OutputTarget.ToEdge(edge)).size();
      EdgeOutput output =
          new EdgeOutput(
              channels.partition(attempt.job().graph().edge(edge)),
              new WatermarkMerge(emitters, Watermark.MIN));
      opened.push(output.partition());
      edges.put(edge, output);
    }
    List<InputSide> inputs = channels.inputSides();
    for (int i = slots.length - 1; i >= 0; i--) {
      OperatorNode node = vertex.operators().get(i);
      try {
        slots[i] = slot(i, node, inputs);
      } catch (Throwable t) {
        blame.note(t, node.stableName());
        throw t;
      }
    }
    List<InputRouting> routings = routings(inputs);
    List<ReaderOpening> openings = inputs.stream().map(InputSide::opening).toList();
    InputGate gate = new InputGate(openings, mailbox::wake);
    List<OperatorStores> stores = List.of(slots).stream().map(OperatorSlot::stores).toList();
    return new SubtaskParts(
        new OperatorChain(List.of(slots), blame),
        gate,
        routings,
        new EdgeOutputs(List.copyOf(edges.values())),
        new Leases(() -> SubtaskParts.closeAll(stores)),
        new Replay(replayed, holds),
        this::codec,
        rounds);
  }

  private OperatorSlot slot(int position, OperatorNode node, List<InputSide> inputs)
      throws Exception {
    OperatorLocation location = location(node);
    Optional<RestoredOperator> restored =
        attempt.restore().map(r -> r.operator(node.stableName(), id.index(), vertex.parallelism()));
    OperatorStores stores =
        OperatorStores.restore(
            attempt.backends().create(node.stableName(), id.index(), location.keyGroups()),
            restored);
    opened.push(stores);
    List<RestoredElements> inFlight =
        restored.isPresent() ? restored.get().inFlight(this::codec) : List.of();
    InputPorts ports = ports(position, node, inputs, restored, inFlight);
    WakeTimes wakeTimes = new WakeTimes();
    SlotContext context =
        new SlotContext(
            location,
            outputs(node),
            stores,
            attempt.restore().isPresent(),
            ports,
            rounds.<Clock>map(SubtaskRounds::clock).orElse(attempt.clock()),
            wakeTimes,
            mailbox);
    Operator operator = attempt.operators().operator(node.spec(), context);
    opened.push(operator);
    OperatorSlot slot =
        new OperatorSlot(
            node.stableName(), operator, stores, ports, wakeTimes, links(position, node, inputs));
    replay(slot, inFlight);
    return slot;
  }

  private EdgeCodec codec(CodecSpec spec) throws Exception {
    return attempt.operators().codec(spec, attempt.job().graph().maxParallelism());
  }

  /** What goes to operators further down the chain was added before. */
  private void replay(OperatorSlot slot, List<RestoredElements> inFlight) {
    for (RestoredElements elements : inFlight) {
      replayed.add(new Replay.Restored(slot, elements.port(), elements.codec(), elements.batch()));
    }
    inFlight.stream()
        .map(RestoredElements::port)
        .distinct()
        // The last contributor of the port.
        .map(port -> new Replay.Hold(slot, port, slot.inputs().merge(port).contributors() - 1))
        .forEach(holds::add);
  }

  private OperatorLocation location(OperatorNode node) {
    return new OperatorLocation(
        attempt.job().name(),
        node.stableName(),
        id.index(),
        vertex.parallelism(),
        attempt.job().graph().maxParallelism(),
        attempt.attempt().number());
  }

  private InputPorts ports(
      int position,
      OperatorNode node,
      List<InputSide> inputs,
      Optional<RestoredOperator> restored,
      List<RestoredElements> inFlight) {
    List<WatermarkMerge> merges = new ArrayList<>();
    for (int port = 0; port < node.inputs(); port++) {
      int channels = (int) InputSide.countTo(inputs, position, port);
      int emitters = wiring.emittersTo(new OutputTarget.ToOperator(position, port)).size();
      int number = port;
      long initial = restored.map(r -> r.inputWatermark(number)).orElse(Watermark.MIN);
      int replays = inFlight.stream().anyMatch(elements -> elements.port() == number) ? 1 : 0;
      merges.add(new WatermarkMerge(channels + emitters + replays, initial));
    }
    return new InputPorts(merges);
  }

  private List<Output> outputs(OperatorNode node) {
    List<Output> outputs = new ArrayList<>();
    for (List<OutputTarget> targets : node.outputs()) {
      Output output = FanOutput.of(targets.stream().map(this::output).toList());
      outputs.add(rounds.map(own -> own.counted(output)).orElse(output));
    }
    return outputs;
  }

  private Output output(OutputTarget target) {
    if (target instanceof OutputTarget.ToOperator next) {
      OperatorSlot slot = slots[next.operator()];
      return new OperatorOutput(slot.operator(), next.input(), slot.stableName(), blame);
    }
    return edge((OutputTarget.ToEdge) target).partition();
  }

  private EdgeOutput edge(OutputTarget.ToEdge target) {
    EdgeOutput edge = edges.get(target.edge());
    if (edge == null) {
      throw new IllegalStateException("no edge " + target.edge());
    }
    return edge;
  }

  private List<WatermarkLink> links(int position, OperatorNode node, List<InputSide> inputs) {
    List<WatermarkLink> links = new ArrayList<>();
    node.outputs().stream()
        .flatMap(List::stream)
        .distinct()
        .forEach(target -> links.add(link(position, target, inputs)));
    return links;
  }

  private WatermarkLink link(int position, OutputTarget target, List<InputSide> inputs) {
    int emitter = wiring.emittersTo(target).indexOf(position);
    if (target instanceof OutputTarget.ToOperator next) {
      InputPorts ports = slots[next.operator()].inputs();
      WatermarkMerge merge = ports.merge(next.input());
      // Behind the channels into the port.
      int channels = (int) InputSide.countTo(inputs, next.operator(), next.input());
      return new WatermarkLink(merge, channels + emitter, ports::markChanged);
    }
    return new WatermarkLink(edge((OutputTarget.ToEdge) target).merge(), emitter, () -> {});
  }

  private List<InputRouting> routings(List<InputSide> inputs) {
    List<InputRouting> routings = new ArrayList<>();
    for (InputSide side : inputs) {
      JobEdge edge = side.edge();
      OperatorSlot slot = slots[edge.targetOperator()];
      long earlier =
          routings.stream().filter(r -> r.slot() == slot && r.port() == edge.targetInput()).count();
      routings.add(
          new InputRouting(
              slot,
              edge.targetInput(),
              slot.inputs().merge(edge.targetInput()),
              (int) earlier,
              edge));
    }
    return routings;
  }
}
