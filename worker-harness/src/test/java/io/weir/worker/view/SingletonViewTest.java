package io.weir.worker.view;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;

import io.weir.plan.operator.ViewPayload;
import io.weir.worker.testing.FakeClock;
import io.weir.worker.testing.FakeSubtask;
import io.weir.worker.testing.PlannedPipeline;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.windowing.AfterProcessingTime;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.PaneInfo.Timing;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** A trigger by processing time, under which panes of what comes before can meet in one version. */
final class SingletonViewTest {
  private final FakeClock clock = new FakeClock();

  @Test
  void showsTheElementOfTheLatestOfThePanesThatMeet() throws Exception {
    FakeSubtask view = view(View.asSingleton(), false);
    process(view, "old", 0);
    process(view, "new", 1);
    clock.advance(1_000);
    view.work();

    assertThat(latest(view), contains("new"));
  }

  @Test
  void showsTheLatestElementThoughPanesAccumulate() throws Exception {
    FakeSubtask view = view(View.asSingleton(), true);
    process(view, "old", 0);
    clock.advance(1_000);
    view.work();
    assertThat(latest(view), contains("old"));

    process(view, "new", 1);
    clock.advance(1_000);
    view.work();
    assertThat(latest(view), contains("new"));
  }

  /** That is an error, which user code is to see. */
  @Test
  void showsAllElementsOfOnePane() throws Exception {
    FakeSubtask view = view(View.asSingleton(), false);
    process(view, "old", 0);
    process(view, "one", 1);
    process(view, "other", 1);
    clock.advance(1_000);
    view.work();

    assertThat(latest(view), containsInAnyOrder("one", "other"));
  }

  @Test
  void otherViewsShowTheElementsOfAllPanes() throws Exception {
    FakeSubtask view = view(View.asIterable(), false);
    process(view, "old", 0);
    process(view, "new", 1);
    clock.advance(1_000);
    view.work();

    assertThat(latest(view), containsInAnyOrder("old", "new"));
  }

  private <T> FakeSubtask view(
      PTransform<PCollection<String>, PCollectionView<T>> kind, boolean accumulating)
      throws Exception {
    Pipeline beam = Pipeline.create();
    Window<String> triggered =
        Window.<String>into(new GlobalWindows())
            .triggering(Repeatedly.forever(AfterProcessingTime.pastFirstElementInPane()))
            .withAllowedLateness(Duration.ZERO);
    PCollectionView<T> view =
        beam.apply("Side", Create.of("x"))
            .apply(
                accumulating
                    ? triggered.accumulatingFiredPanes()
                    : triggered.discardingFiredPanes())
            .apply(kind);
    beam.apply("Main", Create.of("x")).apply(ParDo.of(new Ignoring()).withSideInputs(view));
    PlannedPipeline pipeline = PlannedPipeline.of(beam);
    return FakeSubtask.start(
        context -> pipeline.operator(pipeline.specs(ViewPayload.URN).get(0), context), clock);
  }

  private static void process(FakeSubtask view, String value, long paneIndex) throws Exception {
    PaneInfo pane = PaneInfo.createPane(paneIndex == 0, false, Timing.EARLY, paneIndex, -1);
    view.process(
        0, null, WindowedValues.of(value, Instant.ofEpochMilli(1), GlobalWindow.INSTANCE, pane));
    view.work();
  }

  private static List<Object> latest(FakeSubtask view) {
    List<Object> versions = view.emitted(0);
    return ((ViewVersion) versions.get(versions.size() - 1)).elements();
  }

  private static final class Ignoring extends DoFn<String, String> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process() {}
  }
}
