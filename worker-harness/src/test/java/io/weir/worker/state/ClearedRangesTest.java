package io.weir.worker.state;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ClearedRangesTest {
  private static final int POSITIONS = 30;

  private static ListPosition at(int place) {
    return new ListPosition(place, 0);
  }

  @Test
  void containWhatWasClearedAndNothingElse() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      ClearedRanges ranges = new ClearedRanges();
      BitSet model = new BitSet();
      for (int i = 0; i < 8; i++) {
        int begin = random.nextInt(POSITIONS);
        int limit = begin + random.nextInt(POSITIONS - begin);
        ranges.add(at(begin), at(limit));
        model.set(begin, limit);
        for (int place = 0; place < POSITIONS; place++) {
          assertThat("seed " + seed, ranges.copy().contains(at(place)), is(model.get(place)));
        }
      }
    }
  }

  @Test
  void areOneWhenTheyMeet() {
    ClearedRanges ranges = new ClearedRanges();
    ranges.add(at(1), at(3));
    ranges.add(at(5), at(7));
    ranges.add(at(3), at(5));

    AtomicInteger count = new AtomicInteger();
    ranges.forEach(
        (begin, limit) -> {
          assertThat(begin, is(at(1)));
          assertThat(limit, is(at(7)));
          count.incrementAndGet();
        });
    assertThat(count.get(), is(1));
  }
}
