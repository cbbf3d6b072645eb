package io.weir.engine.task;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BarrierAlignmentTest {
  private final TreeSet<Integer> blocked = new TreeSet<>();
  private final List<Long> aligned = new ArrayList<>();
  private BarrierAlignment alignment = BarrierAlignment.start();

  private final BarrierAlignment.Actions actions =
      new BarrierAlignment.Actions() {
        @Override
        public int channels() {
          return 3;
        }

        @Override
        public void block(int channel) {
          blocked.add(channel);
        }

        @Override
        public void unblockAll() {
          blocked.clear();
        }

        @Override
        public void aligned(long checkpointId) {
          aligned.add(checkpointId);
        }
      };

  private void barrier(int channel, long checkpointId) {
    alignment = alignment.barrier(channel, checkpointId, actions);
  }

  private void abort(long checkpointId) {
    alignment = alignment.aborted(checkpointId, actions);
  }

  @Test
  void blocksTheChannelsThatDeliveredTheBarrierUntilAllHave() {
    barrier(1, 5);
    barrier(0, 5);
    assertThat(blocked, contains(0, 1));
    assertThat(aligned, is(empty()));

    barrier(2, 5);

    assertThat(blocked, is(empty()));
    assertThat(aligned, contains(5L));
  }

  @Test
  void alignsOneCheckpointAfterTheOther() {
    for (long checkpoint = 1; checkpoint <= 2; checkpoint++) {
      for (int channel = 0; channel < 3; channel++) {
        barrier(channel, checkpoint);
      }
    }

    assertThat(aligned, contains(1L, 2L));
  }

  @Test
  void laterBarrierEndsTheWaitForAnEarlierOne() {
    barrier(0, 5);
    barrier(1, 6);
    assertThat(blocked, contains(1));

    barrier(0, 6);
    barrier(2, 5);
    barrier(2, 6);

    assertThat(aligned, contains(6L));
  }

  @Test
  void abortUnblocksAndIgnoresTheBarriersThatStillCome() {
    barrier(0, 5);
    abort(5);
    assertThat(blocked, is(empty()));

    barrier(1, 5);
    barrier(2, 5);

    assertThat(blocked, is(empty()));
    assertThat(aligned, is(empty()));
  }

  @Test
  void abortBeforeTheFirstBarrierCounts() {
    abort(5);

    barrier(0, 5);

    assertThat(blocked, is(empty()));
  }

  @Test
  void abortOfAnEarlierCheckpointChangesNothing() {
    barrier(0, 5);

    abort(4);

    assertThat(blocked, contains(0));
  }
}
