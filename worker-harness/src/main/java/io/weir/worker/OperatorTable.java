package io.weir.worker;

import static java.util.Map.entry;

import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.plan.operator.AssignShardsPayload;
import io.weir.plan.operator.AssignWindowsPayload;
import io.weir.plan.operator.DeduplicatePayload;
import io.weir.plan.operator.FlattenPayload;
import io.weir.plan.operator.GroupPayload;
import io.weir.plan.operator.IdentityPayload;
import io.weir.plan.operator.ImpulsePayload;
import io.weir.plan.operator.OperatorPayload;
import io.weir.plan.operator.ParDoPayload;
import io.weir.plan.operator.ReadPayload;
import io.weir.plan.operator.SdfProcessPayload;
import io.weir.plan.operator.SdfSplitPayload;
import io.weir.plan.operator.SplitPayload;
import io.weir.plan.operator.StableInputPayload;
import io.weir.plan.operator.StatefulParDoPayload;
import io.weir.plan.operator.TestStreamPayload;
import io.weir.plan.operator.ViewPayload;
import io.weir.worker.group.AssignShardsOperator;
import io.weir.worker.group.GroupOperators;
import io.weir.worker.job.BeamJob;
import io.weir.worker.pardo.ParDoOperator;
import io.weir.worker.pardo.SideInputsMaker;
import io.weir.worker.sdf.SdfProcessOperator;
import io.weir.worker.sdf.SdfSplitOperator;
import io.weir.worker.source.DeduplicateOperator;
import io.weir.worker.source.ImpulseOperator;
import io.weir.worker.source.ReadOperator;
import io.weir.worker.source.SplitOperator;
import io.weir.worker.stable.StableInputOperator;
import io.weir.worker.stateful.StatefulParDoOperator;
import io.weir.worker.teststream.TestStreamOperator;
import io.weir.worker.view.BroadcastSideInputs;
import io.weir.worker.view.ViewOperator;
import io.weir.worker.window.AssignWindowsOperator;
import io.weir.worker.window.PassOnOperator;
import java.util.Map;

/** Which operator runs which payload. */
final class OperatorTable {
  private static final SideInputsMaker SIDE_INPUTS = BroadcastSideInputs::make;

  private static final Map<Class<? extends OperatorPayload>, OperatorMaker<?>> MAKERS =
      Map.ofEntries(
          row(ImpulsePayload.class, (payload, job, context) -> new ImpulseOperator(context)),
          row(TestStreamPayload.class, TestStreamOperator::make),
          row(SplitPayload.class, SplitOperator::of),
          row(ReadPayload.class, ReadOperator::of),
          row(DeduplicatePayload.class, DeduplicateOperator::of),
          row(AssignWindowsPayload.class, AssignWindowsOperator::of),
          row(
              ParDoPayload.class,
              (p, job, context) -> ParDoOperator.of(p, job, context, SIDE_INPUTS)),
          row(
              StatefulParDoPayload.class,
              (p, job, context) -> StatefulParDoOperator.of(p, job, context, SIDE_INPUTS)),
          row(AssignShardsPayload.class, (p, job, context) -> new AssignShardsOperator(context)),
          row(GroupPayload.class, GroupOperators::make),
          row(ViewPayload.class, ViewOperator::make),
          row(
              SdfSplitPayload.class,
              (p, job, context) -> SdfSplitOperator.of(p, job, context, SIDE_INPUTS)),
          row(
              SdfProcessPayload.class,
              (p, job, context) -> SdfProcessOperator.of(p, job, context, SIDE_INPUTS)),
          row(
              StableInputPayload.class,
              (p, job, context) ->
                  StableInputOperator.of(p, job, context, held -> make(p.operator(), job, held))),
          row(FlattenPayload.class, (p, job, context) -> new PassOnOperator(context, p.inputs())),
          row(IdentityPayload.class, (p, job, context) -> new PassOnOperator(context, 1)));

  private OperatorTable() {}

  /**
   * Makes the operator of the payload.
   *
   * @throws UnsupportedOperationException if there is none, naming the operator
   */
  static Operator make(OperatorPayload payload, BeamJob job, OperatorContext context)
      throws Exception {
    OperatorMaker<?> maker = MAKERS.get(payload.getClass());
    if (maker == null) {
      throw new UnsupportedOperationException(
          "this worker cannot run %s (%s)"
              .formatted(context.location().stableName(), payload.urn()));
    }
    return makeUnchecked(maker, payload, job, context);
  }

  private static <P extends OperatorPayload>
      Map.Entry<Class<? extends OperatorPayload>, OperatorMaker<?>> row(
          Class<P> payload, OperatorMaker<P> maker) {
    return entry(payload, maker);
  }

  @SuppressWarnings("unchecked") // a row pairs a class with a maker of the same type
  private static <P extends OperatorPayload> Operator makeUnchecked(
      OperatorMaker<P> maker, OperatorPayload payload, BeamJob job, OperatorContext context)
      throws Exception {
    return maker.make((P) payload, job, context);
  }
}
