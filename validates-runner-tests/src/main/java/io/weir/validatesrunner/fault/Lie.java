package io.weir.validatesrunner.fault;

import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.operator.ForwardingOperator;
import io.weir.engine.operator.ForwardingOperatorContext;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import io.weir.plan.operator.GroupPayload;
import io.weir.plan.operator.ReadPayload;
import io.weir.plan.operator.StatefulParDoPayload;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.WindowedValue;
import org.jspecify.annotations.Nullable;

/** Something that a runner must not do; a suite is worth something if it notices. */
enum Lie {
  /** The first element that is read is not emitted. */
  DROPS_AN_ELEMENT,
  /** The first element that is read is emitted twice. */
  DOUBLES_AN_ELEMENT,
  /** What timers of user code emit goes nowhere. */
  IGNORES_TIMERS,
  /** No group of the first window that has an end is emitted. */
  FORGETS_A_WINDOW;

  /** Puts the lie around the operators of one job. */
  OperatorWrap inJob() {
    return switch (this) {
      case DROPS_AN_ELEMENT -> firstElementEmitted(0);
      case DOUBLES_AN_ELEMENT -> firstElementEmitted(2);
      case IGNORES_TIMERS -> Lie::withoutTimers;
      case FORGETS_A_WINDOW -> withoutFirstWindow();
    };
  }

  private static OperatorWrap firstElementEmitted(int times) {
    AtomicBoolean lied = new AtomicBoolean();
    return outputsOf(
        ReadPayload.URN,
        (element, output) -> {
          int copies = lied.getAndSet(true) ? 1 : times;
          for (int i = 0; i < copies; i++) {
            output.emit(element);
          }
        });
  }

  private static OperatorWrap withoutFirstWindow() {
    AtomicReference<@Nullable BoundedWindow> forgotten = new AtomicReference<>();
    return outputsOf(
        GroupPayload.URN,
        (element, output) -> {
          Optional<BoundedWindow> window = windowWithAnEnd((WindowedValue<?>) element);
          window.ifPresent(first -> forgotten.compareAndSet(null, first));
          if (window.isEmpty() || !window.get().equals(forgotten.get())) {
            output.emit(element);
          }
        });
  }

  private static Optional<BoundedWindow> windowWithAnEnd(WindowedValue<?> element) {
    Collection<? extends BoundedWindow> windows = element.getWindows();
    return windows.stream()
        .filter(window -> !(window instanceof GlobalWindow))
        .map(window -> (BoundedWindow) window)
        .findFirst();
  }

  private static Operator withoutTimers(
      OperatorSpec spec, OperatorContext context, OperatorWrap.Original original) throws Exception {
    if (!spec.urn().equals(StatefulParDoPayload.URN)) {
      return original.in(context);
    }
    AtomicBoolean firing = new AtomicBoolean();
    Operator operator =
        original.in(
            new EmittingContext(
                context,
                (element, output) -> {
                  if (!firing.get()) {
                    output.emit(element);
                  }
                }));
    return new ForwardingOperator(operator) {
      @Override
      public Progress advance() throws Exception {
        firing.set(true);
        try {
          return super.advance();
        } finally {
          firing.set(false);
        }
      }
    };
  }

  private static OperatorWrap outputsOf(String urn, Emission emission) {
    return (spec, context, original) ->
        original.in(spec.urn().equals(urn) ? new EmittingContext(context, emission) : context);
  }

  /** What becomes of an element that an operator emits. */
  @FunctionalInterface
  private interface Emission {
    void emit(Object element, Output output) throws Exception;
  }

  private static final class EmittingContext extends ForwardingOperatorContext {
    private final Emission emission;

    EmittingContext(OperatorContext context, Emission emission) {
      super(context);
      this.emission = emission;
    }

    @Override
    public Output output(int port) {
      Output output = super.output(port);
      return element -> emission.emit(element, output);
    }
  }
}
