package io.weir.engine.watermark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.engine.element.Signal.Watermark;
import org.junit.jupiter.api.Test;

class WatermarkMergeTest {
  private final WatermarkMerge merge = new WatermarkMerge(2, Watermark.MIN);

  @Test
  void isTheMinimumOfAllContributors() {
    assertThat(merge.update(0, 10, false), is(false));
    assertThat(merge.current(), is(Watermark.MIN));

    assertThat(merge.update(1, 7, false), is(true));

    assertThat(merge.current(), is(7L));
  }

  @Test
  void leavesOutIdleContributors() {
    merge.update(0, 10, false);

    assertThat(merge.updateIdle(1), is(true));

    assertThat(merge.current(), is(10L));
    assertThat(merge.isIdle(), is(false));
  }

  @Test
  void staysWhereItIsWhenAllAreIdle() {
    merge.update(0, 10, false);
    merge.update(1, 5, false);
    merge.updateIdle(0);

    assertThat(merge.updateIdle(1), is(true));

    assertThat(merge.current(), is(5L));
    assertThat(merge.isIdle(), is(true));
  }

  @Test
  void doesNotMoveBackWhenAnIdleContributorReturnsWithAnEarlierWatermark() {
    merge.updateIdle(0);
    merge.update(1, 10, false);

    assertThat(merge.update(0, 3, false), is(false));
    assertThat(merge.current(), is(10L));
    merge.update(1, 20, false);
    assertThat(merge.current(), is(10L));
    merge.update(0, 15, false);

    assertThat(merge.current(), is(15L));
  }

  @Test
  void startsFromTheRestoredWatermarkAndWaitsThere() {
    WatermarkMerge restored = new WatermarkMerge(1, 100);

    assertThat(restored.update(0, 50, false), is(false));
    assertThat(restored.current(), is(100L));

    assertThat(restored.update(0, 101, false), is(true));
  }

  @Test
  void isFinalWithoutContributors() {
    assertThat(new WatermarkMerge(0, Watermark.MIN).current(), is(Watermark.MAX));
  }
}
