package io.weir.validatesrunner.fault;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.EventPlayer;
import io.weir.engine.operator.ForwardingOperator;
import io.weir.engine.operator.ForwardingOperatorContext;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.engine.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source that stops when it has emitted what it may, and never says that it has ended. What is
 * left is restored from its snapshot, in an attempt without gates.
 *
 * <p>Thread: the subtask thread.
 */
final class GatedOperator extends ForwardingOperator {
  /** Barriers between which a gate that emitted nothing has nothing to emit. */
  private static final int QUIET_BARRIERS = 3;

  private final Allowance allowance;
  private final ElementCount count;
  private final RestartPlan plan;
  private long allowed;
  private long lastWatermark = Watermark.MIN;
  private boolean asked;
  private long emittedAtBarrier;
  private int quietBarriers;

  private GatedOperator(
      Operator source, Allowance allowance, ElementCount count, RestartPlan plan) {
    super(source);
    this.allowance = allowance;
    this.count = count;
    this.plan = plan;
    this.allowed = allowance.atFirst();
  }

  /** Puts a gate around a source. */
  static Operator around(
      OperatorWrap.Original source, OperatorContext context, Allowance allowance, RestartPlan plan)
      throws Exception {
    ElementCount count = new ElementCount();
    Operator operator = source.in(new SourceContext(context, count, allowance.atFirst()));
    GatedOperator gate = new GatedOperator(operator, allowance, count, plan);
    plan.opened();
    return gate;
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    if (input == 0) {
      allowed += allowance.forArrival(element);
      quietBarriers = 0;
    }
    super.process(input, key, element);
  }

  @Override
  public Progress advance() throws Exception {
    if (isShut()) {
      return Progress.IDLE;
    }
    asked = true;
    return super.advance();
  }

  @Override
  public Optional<EventPlayer> player() {
    return super.player().map(GatedPlayer::new);
  }

  private boolean isShut() {
    return count.emitted() > 0 && count.emitted() >= allowed;
  }

  /** A root says itself when it has nothing left; a TestStream may be quiet before. */
  private boolean hasMore() {
    return allowance.atFirst() > 0 && super.outputWatermark() < Watermark.MAX;
  }

  @Override
  public long outputWatermark() {
    long watermark = super.outputWatermark();
    if (watermark < Watermark.MAX) {
      lastWatermark = watermark;
    }
    return lastWatermark;
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext context) throws Exception {
    quietBarriers = asked && count.emitted() == emittedAtBarrier ? quietBarriers + 1 : 0;
    emittedAtBarrier = count.emitted();
    if (isShut() || (quietBarriers >= QUIET_BARRIERS && !hasMore())) {
      plan.settled(context.checkpointId());
    }
    return super.snapshot(context);
  }

  @Override
  public void checkpointCompleted(long checkpointId) throws Exception {
    super.checkpointCompleted(checkpointId);
    plan.completed(checkpointId);
  }

  @Override
  public boolean finish() {
    return false;
  }

  /** Plays nothing when the gate is shut. */
  private final class GatedPlayer implements EventPlayer {
    private final EventPlayer player;

    GatedPlayer(EventPlayer player) {
      this.player = player;
    }

    @Override
    public boolean hasNext() {
      return player.hasNext();
    }

    @Override
    public void playNext() throws Exception {
      if (!isShut()) {
        player.playNext();
      }
    }

    @Override
    public long elapsedMs() {
      return player.elapsedMs();
    }
  }

  /** Slices are as short as can be, and what is emitted is counted. */
  private static final class SourceContext extends ForwardingOperatorContext {
    private final ElementCount count;
    private final long demanded;
    private final Clock clock;

    SourceContext(OperatorContext context, ElementCount count, long demanded) {
      super(context);
      this.count = count;
      this.demanded = demanded;
      this.clock = new SteppingClock(context.clock());
    }

    @Override
    public Output output(int port) {
      return count.counting(super.output(port), demanded);
    }

    @Override
    public Clock clock() {
      return clock;
    }
  }
}
