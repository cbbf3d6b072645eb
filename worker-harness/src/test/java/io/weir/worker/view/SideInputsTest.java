package io.weir.worker.view;

import static io.weir.worker.view.SideInputPipeline.element;
import static io.weir.worker.view.SideInputPipeline.process;
import static io.weir.worker.view.SideInputPipeline.splitValues;
import static io.weir.worker.view.SideInputPipeline.values;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import io.weir.engine.element.Signal.Watermark;
import io.weir.worker.testing.FakeSubtask;
import io.weir.worker.testing.SubtaskCut;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.Never;
import org.apache.beam.sdk.transforms.windowing.Trigger;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

final class SideInputsTest {
  private final SideInputPipeline pipeline = new SideInputPipeline();
  private final FakeSubtask view = FakeSubtask.start(pipeline.view(), pipeline.clock());
  private FakeSubtask parDo = FakeSubtask.start(pipeline.stateless(), pipeline.clock());
  private int sent;

  SideInputsTest() throws Exception {}

  /** Lets an element go into the view, and its versions to the ParDo. */
  private void side(String value, long timestamp) throws Exception {
    view.process(0, null, element(value, timestamp));
    view.work();
    sendVersions();
  }

  private void sendVersions() throws Exception {
    List<Object> versions = view.emitted(0);
    for (; sent < versions.size(); sent++) {
      parDo.process(1, null, pipeline.overTheWire(versions.get(sent)));
      parDo.work();
    }
  }

  private static int storedVersions(SubtaskCut cut) {
    int versions = 0;
    try (var cursor = cut.broadcast().table("views").scan(0, new byte[0], null)) {
      while (cursor.next()) {
        versions++;
      }
    }
    return versions;
  }

  @Test
  void showsTheVersionOfTheLatestPane() throws Exception {
    side("x", 1);
    process(parDo, "a", 2);
    side("y", 3);
    process(parDo, "b", 4);

    assertThat(values(parDo), contains("a[x]", "b[x, y]"));
  }

  @Test
  void keepsElementsUntilAVersionOfTheirWindowComes() throws Exception {
    side("x", 1);
    process(parDo, "a", 102);
    process(parDo, "b", 2);
    assertThat(values(parDo), contains("b[x]"));

    side("y", 103);
    assertThat(values(parDo), contains("b[x]", "a[y]"));
  }

  @Test
  void noElementOvertakesOnesThatWaitForTheVersionThatJustCame() throws Exception {
    overtakesNone();
    assertThat(values(parDo), contains("first[y]", "second[y]"));
  }

  @Test
  void statefulParDosLetNoElementOvertakeOnesThatWait() throws Exception {
    parDo = FakeSubtask.start(pipeline.stateful(), pipeline.clock());
    overtakesNone();
    assertThat(values(parDo), contains("first1[y]", "second2[y]"));
  }

  @Test
  void splittingLetsNoElementOvertakeOnesThatWait() throws Exception {
    parDo = FakeSubtask.start(pipeline.split(), pipeline.clock());
    overtakesNone();
    assertThat(splitValues(parDo), contains("first", "second"));
  }

  /** The operator gets an element, its side input and another element before its next turn. */
  private void overtakesNone() throws Exception {
    process(parDo, "first", 102);
    view.process(0, null, element("y", 103));
    view.work();
    parDo.process(1, null, pipeline.overTheWire(view.emitted(0).get(0)));
    process(parDo, "second", 104);
  }

  @Test
  void isEmptyWhenTheWindowOfTheSideInputPassesWithoutAnElement() throws Exception {
    process(parDo, "a", 2);
    parDo.watermark(1, 99);
    assertThat(values(parDo), is(empty()));

    parDo.watermark(1, 100);
    assertThat(values(parDo), contains("a[]"));
  }

  @Test
  void isEmptyOnlyWhenLateElementsWouldHaveMadeAVersion() throws Exception {
    Duration lateness = Duration.millis(50);
    assertThat(readyAt(Never.ever(), lateness), is(150L));
    assertThat(readyAt(DefaultTrigger.of(), lateness), is(100L));
    assertThat(readyAt(Never.ever(), Duration.millis(Long.MAX_VALUE)), is(Watermark.MAX));
  }

  /** The watermark of the side input at which a main element does not wait any more. */
  private static long readyAt(Trigger trigger, Duration lateness) throws Exception {
    SideInputPipeline triggered = new SideInputPipeline(trigger, lateness);
    FakeSubtask reader = FakeSubtask.start(triggered.stateless(), triggered.clock());
    process(reader, "a", 2);
    for (long watermark : new long[] {99, 100, 149, 150, Watermark.MAX}) {
      reader.watermark(1, watermark);
      if (!values(reader).isEmpty()) {
        return watermark;
      }
    }
    throw new AssertionError("never ready");
  }

  @Test
  void holdsTheWatermarkForElementsThatWait() throws Exception {
    process(parDo, "a", 20);
    parDo.watermark(0, 500);
    assertThat(parDo.outputWatermark(), is(20L));
    assertThat(parDo.tryFinish(), is(false));

    side("x", 1);
    assertThat(values(parDo), contains("a[x]"));
    assertThat(parDo.outputWatermark(), is(500L));
    assertThat(parDo.tryFinish(), is(true));
  }

  @Test
  void restoresVersionsAndElementsThatWaitOnEverySubtask() throws Exception {
    side("x", 1);
    for (int i = 0; i < 6; i++) {
      process(parDo, "a" + i, 102);
    }
    SubtaskCut cut = parDo.cut();
    side("z", 2);

    List<String> all = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      parDo = FakeSubtask.of(pipeline.stateless(), pipeline.clock(), i, 2, List.of(cut));
      process(parDo, "b", 3);
      parDo.watermark(1, 200);
      all.addAll(values(parDo));
    }

    assertThat(
        all, containsInAnyOrder("b[x]", "b[x]", "a0[]", "a1[]", "a2[]", "a3[]", "a4[]", "a5[]"));
  }

  @Test
  void restoresTheViewItself() throws Exception {
    side("x", 1);
    FakeSubtask restored = FakeSubtask.restore(pipeline.view(), pipeline.clock(), encoded(view));
    FakeSubtask again = FakeSubtask.restore(pipeline.view(), pipeline.clock(), encoded(restored));
    again.process(0, null, element("y", 3));
    again.work();
    parDo.process(1, null, again.emitted(0).get(0));
    process(parDo, "a", 2);

    assertThat(values(parDo), contains("a[x, y]"));
  }

  private static SubtaskCut encoded(FakeSubtask subtask) throws Exception {
    SubtaskCut cut = subtask.cut();
    subtask.encode();
    return cut;
  }

  @Test
  void forgetsVersionsThatNoElementCanAskForAnyMore() throws Exception {
    side("x", 1);
    side("y", 101);
    assertThat(storedVersions(parDo.cut()), is(2));
    parDo.watermark(0, 99);
    assertThat(storedVersions(parDo.cut()), is(2));

    parDo.watermark(0, 100);
    assertThat(storedVersions(parDo.cut()), is(1));
  }

  @Test
  void dropsElementsOfWindowsWhoseVersionsAreForgotten() throws Exception {
    side("x", 1);
    parDo.watermark(1, 200);
    parDo.watermark(0, 99);
    process(parDo, "late", 2);
    parDo.watermark(0, 100);
    process(parDo, "too late", 2);

    assertThat(values(parDo), contains("late[x]"));
  }

  @Test
  void storesOnlyTheLatestVersionOfAWindow() throws Exception {
    side("x", 1);
    side("y", 1);
    SubtaskCut cut = parDo.cut();
    assertThat(storedVersions(cut), is(1));
    parDo = FakeSubtask.restore(pipeline.stateless(), pipeline.clock(), cut);
    process(parDo, "a", 2);

    assertThat(values(parDo), contains("a[x, y]"));
  }

  @Test
  void statefulParDosKeepElementsThatWaitAndDoNotTakeThemForLate() throws Exception {
    parDo = FakeSubtask.start(pipeline.stateful(), pipeline.clock());
    process(parDo, "a", 20);
    process(parDo, "b", 21);
    parDo.watermark(0, 500);
    assertThat(parDo.outputWatermark(), is(20L));
    side("x", 1);

    assertThat(values(parDo), contains("a1[x]", "b2[x]"));
    assertThat(parDo.outputWatermark(), is(500L));
    process(parDo, "late", 22);
    assertThat(values(parDo), hasSize(2));
  }

  @Test
  void statefulParDosRestoreElementsThatWaitAfterTheEndOfTheInput() throws Exception {
    parDo = FakeSubtask.start(pipeline.stateful(), pipeline.clock());
    process(parDo, "a", 20);
    process(parDo, "b", 120);
    parDo.watermark(0, Watermark.MAX);
    SubtaskCut cut = encoded(parDo);
    assertThat(parDo.tryFinish(), is(false));

    parDo = FakeSubtask.restore(pipeline.stateful(), pipeline.clock(), cut);
    parDo.watermark(0, Watermark.MAX);
    assertThat(parDo.outputWatermark(), is(20L));
    side("x", 1);
    assertThat(parDo.outputWatermark(), is(120L));
    parDo.watermark(1, Watermark.MAX);

    assertThat(values(parDo), contains("a1[x]", "b1[]"));
    assertThat(parDo.outputWatermark(), is(Watermark.MAX));
    assertThat(parDo.tryFinish(), is(true));
  }

  @Test
  void decodesAVersionOnceInAProcess() throws Exception {
    view.process(0, null, element("x", 1));
    view.process(0, null, element("y", 103));
    view.work();
    Object version = view.emitted(0).get(0);
    Object decoded = pipeline.overTheWire(version);

    assertThat(pipeline.overTheWire(version), sameInstance(decoded));
    assertThat(pipeline.overTheWire(view.emitted(0).get(1)), not(sameInstance(decoded)));
  }
}
