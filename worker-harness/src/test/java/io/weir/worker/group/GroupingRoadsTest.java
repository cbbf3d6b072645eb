package io.weir.worker.group;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.plan.operator.GroupingRoad;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Holds the fast road and that of sorted runs against the full one with random streams: elements in
 * and out of order, late ones, watermarks, barriers, restores at other parallelisms.
 */
final class GroupingRoadsTest {
  private static final int SEEDS = 200;

  @Test
  void givesTheSameAnswersOnAllRoads() throws Exception {
    int panes = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      panes += new Run(seed, UnaryOperator.identity()).run();
    }
    assertThat(panes, greaterThan(SEEDS));
  }

  @Test
  void triesTheRoadOfSortedRuns() throws Exception {
    int sorted = 0;
    for (long seed = 1; seed < SEEDS; seed += 2) {
      sorted += new RandomGrouping(new Random(seed)).planned() == GroupingRoad.SORTED ? 1 : 0;
    }
    assertThat(sorted, greaterThan(5));
  }

  @Test
  void seesWhenARoadLosesAnElement() throws Exception {
    int seen = 0;
    for (long seed = 0; seed < 20; seed++) {
      try {
        new Run(seed, LossyOperator::new).run();
      } catch (AssertionError e) {
        seen++;
      }
    }
    assertThat(seen, greaterThan(10));
  }

  /** One random stream through both roads. */
  private static final class Run {
    private final long seed;
    private final Random random;
    private final RandomGrouping grouping;
    private final Road fast;
    private final Road full;
    private long watermark = -50;

    Run(long seed, UnaryOperator<Operator> disturbance) throws Exception {
      this.seed = seed;
      random = new Random(seed);
      grouping = new RandomGrouping(random);
      fast = new Road(context -> disturbance.apply(grouping.operator(road(), context)));
      full = new Road(context -> grouping.operator(GroupingRoad.FULL, context));
    }

    /** Fast, or sorted where the plan says so; there every other time fast all the same. */
    private GroupingRoad road() {
      return seed % 2 == 0 ? GroupingRoad.FAST : grouping.planned();
    }

    /** Answers how many different panes there were. */
    int run() throws Exception {
      String reason = "seed " + seed;
      assertThat(reason, grouping.planned(), not(GroupingRoad.FULL));
      long watermarkAtCut = watermark;
      boolean cut = false;
      int events = 20 + random.nextInt(100);
      for (int i = 0; i < events; i++) {
        switch (random.nextInt(12)) {
          case 0, 1 -> advanceWatermark();
          case 2 -> {
            fast.work();
            full.work();
          }
          case 3 -> {
            fast.cut();
            full.cut();
            watermarkAtCut = watermark;
            cut = true;
          }
          case 4 -> {
            if (cut) {
              int parallelism = 1 + random.nextInt(3);
              fast.restore(parallelism);
              full.restore(parallelism);
              watermark = watermarkAtCut;
              cut = false;
            }
          }
          default -> process();
        }
      }
      fast.watermark(Watermark.MAX);
      full.watermark(Watermark.MAX);
      assertThat(reason, difference(fast, full), is(empty()));
      return fast.panes().size();
    }

    private static Set<Map.Entry<String, Integer>> difference(Road fast, Road full) {
      Set<Map.Entry<String, Integer>> all = new HashSet<>(fast.panes().entrySet());
      all.addAll(full.panes().entrySet());
      all.removeIf(
          pane -> fast.panes().entrySet().contains(pane) && full.panes().entrySet().contains(pane));
      return all;
    }

    private void advanceWatermark() throws Exception {
      watermark += random.nextInt(30);
      fast.watermark(watermark);
      full.watermark(watermark);
    }

    private void process() throws Exception {
      long timestamp = watermark - 20 + random.nextInt(80);
      WindowedValue<KV<Long, Long>> element =
          WindowedValues.of(
              KV.of((long) random.nextInt(6), random.nextLong(1000)),
              Instant.ofEpochMilli(timestamp),
              grouping.windowsOf(timestamp),
              PaneInfo.NO_FIRING);
      fast.process(element);
      full.process(element);
    }
  }
}
