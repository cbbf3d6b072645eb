package io.weir.worker.group;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.plan.operator.GroupPayload;
import io.weir.plan.operator.GroupingRoad;
import io.weir.worker.group.sorted.CollectedParts;
import io.weir.worker.group.sorted.Parts;
import io.weir.worker.group.sorted.SortedGroupOperator;
import io.weir.worker.job.BeamJob;
import io.weir.worker.metrics.StepMetrics;
import io.weir.worker.state.CellBytes;
import io.weir.worker.state.CellCache;
import io.weir.worker.state.CellCoders;
import io.weir.worker.state.Namespaces;
import io.weir.worker.timer.KeyedTimers;
import io.weir.worker.timer.SynchronizedTime;
import io.weir.worker.timer.TimerHolds;
import java.io.IOException;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.runners.core.SystemReduceFn;
import org.apache.beam.runners.core.triggers.ExecutableTriggerStateMachine;
import org.apache.beam.runners.core.triggers.TriggerStateMachines;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.construction.TriggerTranslation;
import org.apache.beam.sdk.values.WindowingStrategy;

/** Makes the operators of group payloads. */
public final class GroupOperators {
  @SuppressWarnings("unchecked") // It is only ever given null.
  private static final Coder<Object> NO_KEY = (Coder<Object>) (Coder<?>) VoidCoder.of();

  /**
   * How long what other subtasks emit at the same time may take to come here, on a busy machine:
   * the continuation of a processing-time trigger waits for it, else a pane that several of them
   * make together would be torn into two. A TestStream's clock stands still meanwhile.
   */
  private static final long SYNCHRONIZATION_MS = 100;

  /** How long it waits, when one sender's watermark has passed a window's end, for the others'. */
  private static final long PATIENCE_MS = 10_000;

  private final BeamJob job;
  private final OperatorContext context;
  private final String input;
  private final WindowingStrategy<?, BoundedWindow> windowing;
  private final StepMetrics metrics;
  private final GroupedCombine combine;

  @SuppressWarnings("unchecked") // A windowing strategy's windows are of one unknown kind.
  private GroupOperators(
      String step, String input, GroupedCombine combine, BeamJob job, OperatorContext context) {
    this.job = job;
    this.context = context;
    this.input = input;
    this.windowing = (WindowingStrategy<?, BoundedWindow>) job.windowing(input);
    this.metrics = new StepMetrics(step);
    this.combine = combine;
  }

  /** Makes the operator of the payload. Thread: subtask thread. */
  public static Operator make(GroupPayload payload, BeamJob job, OperatorContext context)
      throws IOException {
    RunnerApi.PTransform transform = job.transform(payload.transform());
    String input = transform.getInputsMap().values().iterator().next();
    GroupedCombine combine =
        payload.combine() ? GroupedCombine.of(transform, job) : GroupedCombine.NONE;
    GroupOperators maker =
        new GroupOperators(transform.getUniqueName(), input, combine, job, context);
    if (payload.road() == GroupingRoad.FAST) {
      return maker.fast();
    }
    if (payload.road() == GroupingRoad.SORTED) {
      return maker.sorted();
    }
    Coder<Object> keyCoder = job.wireKeyCoder(input);
    return maker.full(keyCoder, maker.valueCoder());
  }

  /**
   * Makes an operator that groups values, as a PCollection is windowed and triggered, under one
   * key. The key is null and its encoded form empty.
   *
   * @param valueCoder coder of the values, which need not be the elements of the PCollection
   */
  public static Operator ofAll(
      String pcollection, Coder<?> valueCoder, BeamJob job, OperatorContext context) {
    GroupOperators maker =
        new GroupOperators(
            context.location().stableName(), pcollection, GroupedCombine.NONE, job, context);
    @SuppressWarnings("unchecked") // The type of what is grouped is not known here.
    Coder<Object> values = (Coder<Object>) valueCoder;
    return maker.full(NO_KEY, values);
  }

  private Operator fast() {
    return combine.isPresent()
        ? fast(combine.toCombining(job.options(), metrics))
        : fast(new Collecting<>(valueCoder()));
  }

  private <A> Operator fast(Grouping<A> grouping) {
    Coder<Object> keyCoder = job.wireKeyCoder(input);
    WindowTable<A> table =
        new WindowTable<>(
            grouping, job.windowCoder(input), context.keyedState(), job.cacheBudget().newShare());
    return new FastGroupOperator<>(
        grouping,
        windowing.getTimestampCombiner(),
        table,
        bytes -> CellBytes.decode(keyCoder, bytes),
        context,
        metrics);
  }

  private Operator sorted() {
    return combine.isPresent()
        ? sorted(combine.toParts(job.options(), metrics))
        : sorted(new CollectedParts(valueCoder()));
  }

  private <P> Operator sorted(Parts<P> parts) {
    Coder<Object> keyCoder = job.wireKeyCoder(input);
    return new SortedGroupOperator<>(
        parts,
        bytes -> CellBytes.decode(keyCoder, bytes),
        context,
        job.cacheBudget().newShare(),
        metrics,
        metrics.container().getCounter(LateData.DROPPED_DUE_TO_LATENESS));
  }

  private Operator full(Coder<Object> keyCoder, Coder<Object> valueCoder) {
    Namespaces namespaces = new Namespaces(job.windowCoder(input));
    KeyedTimers timers =
        new KeyedTimers(
            context,
            namespaces,
            TimerHolds.NONE,
            context.initialWatermark(0),
            job.hasTestStream()
                ? SynchronizedTime.atOnce()
                : new SynchronizedTime(SYNCHRONIZATION_MS, PATIENCE_MS));
    CellCache cells =
        new CellCache(
            context.keyedState(),
            timers.holds(),
            namespaces,
            (Key key) -> CellBytes.decode(keyCoder, key.bytes()),
            CellCoders.AS_DECLARED,
            job.cacheBudget());
    ReduceFn reduceFn =
        new ReduceFn(systemReduceFn(keyCoder, valueCoder), windowing, trigger(), job.options());
    return new FullGroupOperator(reduceFn, cells, timers, context, metrics);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // The types of a pipeline's elements are not known.
  private SystemReduceFn<Object, Object, ?, Object, BoundedWindow> systemReduceFn(
      Coder<Object> keyCoder, Coder<Object> valueCoder) {
    return combine.isPresent()
        ? (SystemReduceFn) SystemReduceFn.combining(keyCoder, combine.applied())
        : (SystemReduceFn) SystemReduceFn.buffering(valueCoder);
  }

  private ExecutableTriggerStateMachine trigger() {
    RunnerApi.Trigger proto = TriggerTranslation.toProto(windowing.getTrigger());
    return ExecutableTriggerStateMachine.create(TriggerStateMachines.stateMachineForTrigger(proto));
  }

  @SuppressWarnings("unchecked") // Checked by the plan: the input of a grouping is a KV.
  private Coder<Object> valueCoder() {
    return ((KvCoder<Object, Object>) (Coder<?>) job.coder(input)).getValueCoder();
  }
}
