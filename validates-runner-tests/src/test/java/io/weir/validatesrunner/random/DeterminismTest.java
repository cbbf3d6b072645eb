package io.weir.validatesrunner.random;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.validatesrunner.random.StreamEvent.Arrival;
import io.weir.validatesrunner.random.transforms.WithSideInput;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeterminismTest {
  private static final SourceElement ELEMENT = new SourceElement(0, 0, 1000);

  private static final RandomPipeline STREAM =
      reading(new Source.Streamed(List.of(new Arrival(ELEMENT))));

  private static final RandomPipeline BOUNDED = reading(new Source.Bounded(List.of(ELEMENT)));

  private static final Operation COUNTING =
      windows(new TriggerSpec.Forever(new TriggerSpec.Count(2)));

  private static final Operation DEFAULT = windows(new TriggerSpec.Default());

  @Test
  void knowsPanesThatElementsFireOneByOne() {
    assertThat(isDetermined(STREAM, COUNTING, unary(UnaryTransform.GROUP)), is(true));
  }

  @Test
  void doesNotKnowPanesThatElementsOfOneEventFire() {
    assertThat(
        isDetermined(STREAM, COUNTING, unary(UnaryTransform.REPEAT), unary(UnaryTransform.GROUP)),
        is(false));
  }

  @Test
  void doesNotKnowPanesThatElementsWithoutOrderFire() {
    assertThat(isDetermined(BOUNDED, COUNTING, unary(UnaryTransform.GROUP)), is(false));
  }

  @Test
  void knowsPanesThatTheWatermarkFires() {
    assertThat(isDetermined(BOUNDED, DEFAULT, unary(UnaryTransform.GROUP)), is(true));
    assertThat(
        isDetermined(STREAM, DEFAULT, unary(UnaryTransform.REPEAT), unary(UnaryTransform.GROUP)),
        is(true));
  }

  @Test
  void doesNotKnowTheOrderOfPanesOfDifferentKeysThatGetTheSameKey() {
    assertThat(
        isDetermined(
            STREAM,
            COUNTING,
            unary(UnaryTransform.GROUP),
            unary(UnaryTransform.KEY_BY_NUMBER),
            unary(UnaryTransform.COUNT_IN_STATE)),
        is(false));
  }

  @Test
  void knowsNoProcessingTimeOfBoundedCollections() {
    assertThat(
        isDetermined(
            BOUNDED, DEFAULT, unary(UnaryTransform.GROUP), unary(UnaryTransform.FLUSH_AFTER_DELAY)),
        is(false));
  }

  @Test
  void doesNotKnowWindowsAfterTheEndOfTime() {
    assertThat(isDetermined(BOUNDED, unary(UnaryTransform.GROUP), DEFAULT), is(false));
  }

  @Test
  void doesNotKnowPanesOfElementsThatWaitTogetherForASideInputThatIsHeldBack() {
    RandomPipeline joined =
        STREAM
            .plus(BOUNDED.steps().get(0))
            .plus(
                new Step(
                    new Operation.SideInput(WithSideInput.Kind.LIST),
                    List.of(new CollectionRef(0, 0), new CollectionRef(1, 0))));
    RandomPipeline counted = grouped(joined, COUNTING);
    assertThat(Determinism.holdsFor(counted), is(true));
    assertThat(Determinism.holdsWithSourcesHeldBack(counted), is(false));
    assertThat(WeirMode.RESTART.suits(counted), is(false));
    assertThat(WeirMode.ROCKSDB.suits(counted), is(true));
    assertThat(Determinism.holdsWithSourcesHeldBack(grouped(joined, DEFAULT)), is(true));
  }

  private static boolean isDetermined(RandomPipeline source, Operation... operations) {
    return Determinism.holdsFor(with(source, operations));
  }

  private static RandomPipeline grouped(RandomPipeline source, Operation windowing) {
    return with(source, windowing, unary(UnaryTransform.GROUP));
  }

  private static RandomPipeline with(RandomPipeline source, Operation... operations) {
    RandomPipeline pipeline = source;
    for (Operation operation : operations) {
      CollectionRef last = new CollectionRef(pipeline.steps().size() - 1, 0);
      pipeline = pipeline.plus(new Step(operation, List.of(last)));
    }
    return pipeline;
  }

  private static RandomPipeline reading(Source source) {
    return new RandomPipeline(List.of(new Step(new Operation.Read(source), List.of())));
  }

  private static Operation unary(UnaryTransform transform) {
    return new Operation.Unary(transform);
  }

  private static Operation windows(TriggerSpec trigger) {
    return new Operation.Windowed(
        WindowingSpec.plain(new WindowFnSpec.Fixed(5000, 0)).withTrigger(trigger));
  }
}
