package io.weir.validatesrunner.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.windowing.AfterAll;
import org.apache.beam.sdk.transforms.windowing.AfterEach;
import org.apache.beam.sdk.transforms.windowing.AfterFirst;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterProcessingTime;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.Never;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Trigger;
import org.apache.beam.sdk.transforms.windowing.Trigger.OnceTrigger;
import org.joda.time.Duration;

/** A trigger as a value. */
sealed interface TriggerSpec {

  Trigger trigger();

  String java();

  /** Whether only the watermark makes it fire, so that the order of elements does not matter. */
  boolean isByWatermark();

  /** Whether it fires when the watermark passes the end of the window, whatever came before. */
  boolean firesAtWindowEnd();

  /** Simpler triggers that could stand in its place. */
  List<? extends TriggerSpec> simpler();

  /** A trigger that fires at most once. */
  sealed interface Once extends TriggerSpec {
    @Override
    OnceTrigger trigger();

    @Override
    List<? extends Once> simpler();
  }

  /** Beam's default. */
  record Default() implements TriggerSpec {
    @Override
    public Trigger trigger() {
      return DefaultTrigger.of();
    }

    @Override
    public String java() {
      return "DefaultTrigger.of()";
    }

    @Override
    public boolean isByWatermark() {
      return true;
    }

    @Override
    public boolean firesAtWindowEnd() {
      return true;
    }

    @Override
    public List<TriggerSpec> simpler() {
      return List.of();
    }
  }

  /** Fires only when the window is garbage. */
  record Nothing() implements TriggerSpec {
    @Override
    public Trigger trigger() {
      return Never.ever();
    }

    @Override
    public String java() {
      return "Never.ever()";
    }

    @Override
    public boolean isByWatermark() {
      return true;
    }

    @Override
    public boolean firesAtWindowEnd() {
      return true;
    }

    @Override
    public List<TriggerSpec> simpler() {
      return List.of(new Default());
    }
  }

  /** The watermark passes the end of the window. */
  record AtWindowEnd() implements Once {
    @Override
    public OnceTrigger trigger() {
      return AfterWatermark.pastEndOfWindow();
    }

    @Override
    public String java() {
      return "AfterWatermark.pastEndOfWindow()";
    }

    @Override
    public boolean isByWatermark() {
      return true;
    }

    @Override
    public boolean firesAtWindowEnd() {
      return true;
    }

    @Override
    public List<Once> simpler() {
      return List.of();
    }
  }

  /** So many elements in a pane. */
  record Count(int elements) implements Once {
    @Override
    public OnceTrigger trigger() {
      return AfterPane.elementCountAtLeast(elements);
    }

    @Override
    public String java() {
      return "AfterPane.elementCountAtLeast(" + elements + ")";
    }

    @Override
    public boolean isByWatermark() {
      return false;
    }

    @Override
    public boolean firesAtWindowEnd() {
      return false;
    }

    @Override
    public List<Once> simpler() {
      return elements > 1 ? List.of(new Count(1)) : List.of();
    }
  }

  /** A time after the first element in a pane, perhaps rounded up to a multiple of a period. */
  record Delay(long delayMs, Optional<Long> periodMs) implements Once {
    @Override
    public OnceTrigger trigger() {
      AfterProcessingTime trigger = AfterProcessingTime.pastFirstElementInPane();
      if (delayMs > 0) {
        trigger = trigger.plusDelayOf(Duration.millis(delayMs));
      }
      return periodMs.isPresent() ? trigger.alignedTo(Duration.millis(periodMs.get())) : trigger;
    }

    @Override
    public String java() {
      return "AfterProcessingTime.pastFirstElementInPane()"
          + (delayMs > 0 ? ".plusDelayOf(Duration.millis(" + delayMs + "))" : "")
          + periodMs.map(ms -> ".alignedTo(Duration.millis(" + ms + "))").orElse("");
    }

    @Override
    public boolean isByWatermark() {
      return false;
    }

    @Override
    public boolean firesAtWindowEnd() {
      return false;
    }

    @Override
    public List<Once> simpler() {
      return periodMs.isPresent()
          ? List.of(new Count(1), new Delay(delayMs, Optional.empty()))
          : List.of(new Count(1));
    }
  }

  /** The first of several. */
  record First(List<Once> of) implements Once {
    public First {
      of = List.copyOf(of);
    }

    @Override
    public OnceTrigger trigger() {
      return AfterFirst.of(triggers(of));
    }

    @Override
    public String java() {
      return "AfterFirst.of(" + join(of) + ")";
    }

    @Override
    public boolean isByWatermark() {
      return of.stream().allMatch(TriggerSpec::isByWatermark);
    }

    @Override
    public boolean firesAtWindowEnd() {
      return of.stream().anyMatch(TriggerSpec::firesAtWindowEnd);
    }

    @Override
    public List<Once> simpler() {
      return of;
    }
  }

  /** All of several. */
  record All(List<Once> of) implements Once {
    public All {
      of = List.copyOf(of);
    }

    @Override
    public OnceTrigger trigger() {
      return AfterAll.of(triggers(of));
    }

    @Override
    public String java() {
      return "AfterAll.of(" + join(of) + ")";
    }

    @Override
    public boolean isByWatermark() {
      return of.stream().allMatch(TriggerSpec::isByWatermark);
    }

    @Override
    public boolean firesAtWindowEnd() {
      return of.stream().allMatch(TriggerSpec::firesAtWindowEnd);
    }

    @Override
    public List<Once> simpler() {
      return of;
    }
  }

  /** The watermark, with firings before and after it. */
  record AroundWindowEnd(Optional<Once> early, Optional<Once> late) implements TriggerSpec {
    @Override
    public Trigger trigger() {
      AfterWatermark.FromEndOfWindow end = AfterWatermark.pastEndOfWindow();
      if (early.isPresent()) {
        AfterWatermark.AfterWatermarkEarlyAndLate both =
            end.withEarlyFirings(early.get().trigger());
        return late.isPresent() ? both.withLateFirings(late.get().trigger()) : both;
      }
      return late.isPresent() ? end.withLateFirings(late.get().trigger()) : end;
    }

    @Override
    public String java() {
      return "AfterWatermark.pastEndOfWindow()"
          + early.map(once -> ".withEarlyFirings(" + once.java() + ")").orElse("")
          + late.map(once -> ".withLateFirings(" + once.java() + ")").orElse("");
    }

    @Override
    public boolean isByWatermark() {
      return early.isEmpty() && late.isEmpty();
    }

    @Override
    public boolean firesAtWindowEnd() {
      return true;
    }

    @Override
    public List<TriggerSpec> simpler() {
      List<TriggerSpec> simpler = new ArrayList<>();
      simplerThan(early).forEach(once -> simpler.add(new AroundWindowEnd(once, late)));
      simplerThan(late).forEach(once -> simpler.add(new AroundWindowEnd(early, once)));
      return simpler;
    }

    private static List<Optional<Once>> simplerThan(Optional<Once> once) {
      List<Optional<Once>> simpler = new ArrayList<>();
      if (once.isPresent()) {
        simpler.add(Optional.empty());
        once.get().simpler().forEach(part -> simpler.add(Optional.of(part)));
      }
      return simpler;
    }
  }

  /** Again and again. */
  record Forever(TriggerSpec of) implements TriggerSpec {
    @Override
    public Trigger trigger() {
      return Repeatedly.forever(of.trigger());
    }

    @Override
    public String java() {
      return "Repeatedly.forever(" + of.java() + ")";
    }

    @Override
    public boolean isByWatermark() {
      return of.isByWatermark();
    }

    @Override
    public boolean firesAtWindowEnd() {
      return of.firesAtWindowEnd();
    }

    @Override
    public List<TriggerSpec> simpler() {
      return of.simpler().stream().<TriggerSpec>map(Forever::new).toList();
    }
  }

  /** One after the other. */
  record InOrder(List<TriggerSpec> of) implements TriggerSpec {
    public InOrder {
      of = List.copyOf(of);
    }

    @Override
    public Trigger trigger() {
      return AfterEach.inOrder(triggers(of));
    }

    @Override
    public String java() {
      return "AfterEach.inOrder(" + join(of) + ")";
    }

    @Override
    public boolean isByWatermark() {
      return of.stream().allMatch(TriggerSpec::isByWatermark);
    }

    @Override
    public boolean firesAtWindowEnd() {
      return of.stream().allMatch(TriggerSpec::firesAtWindowEnd);
    }

    @Override
    public List<TriggerSpec> simpler() {
      return of;
    }
  }

  /** One until another fires. */
  record Until(TriggerSpec of, Once end) implements TriggerSpec {
    @Override
    public Trigger trigger() {
      return of.trigger().orFinally(end.trigger());
    }

    @Override
    public String java() {
      return of.java() + ".orFinally(" + end.java() + ")";
    }

    @Override
    public boolean isByWatermark() {
      return of.isByWatermark() && end.isByWatermark();
    }

    @Override
    public boolean firesAtWindowEnd() {
      return of.firesAtWindowEnd() || end.firesAtWindowEnd();
    }

    @Override
    public List<TriggerSpec> simpler() {
      return List.of(of, end);
    }
  }

  private static List<Trigger> triggers(List<? extends TriggerSpec> specs) {
    return specs.stream().map(TriggerSpec::trigger).collect(Collectors.toList());
  }

  private static String join(List<? extends TriggerSpec> specs) {
    return specs.stream().map(TriggerSpec::java).collect(Collectors.joining(", "));
  }
}
