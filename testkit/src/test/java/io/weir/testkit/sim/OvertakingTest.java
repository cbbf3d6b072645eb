package io.weir.testkit.sim;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Barriers that overtake elements. {@code -Dweir.sim.rescaled=N} runs that many seeds for each pair
 * of parallelisms.
 */
class OvertakingTest {
  private static final long SEEDS = Long.getLong("weir.sim.rescaled", 5);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void elementsInFlightAreNeitherLostNorDoubledAtAnotherParallelism(int from) {
    int restored = 0;
    for (int to = 1; to <= 4; to++) {
      for (long seed = 0; seed < SEEDS; seed++) {
        if (Simulation.checkRescaled(100 * from + 10 * to + 1000 * seed, from, to)) {
          restored++;
        }
      }
    }

    assertThat("checkpoints with elements in flight", restored, greaterThan(0));
  }

  @Test
  void checkpointsUnderPressureTakeNoLongerThanWhatIsInHand() {
    for (long seed = 0; seed < 3; seed++) {
      List<Long> aligned = Simulation.checkpointsUnderPressure(seed, -1);
      List<Long> overtaking = Simulation.checkpointsUnderPressure(seed, 5);

      // What waits in a full channel takes 16 times as long as a batch, 30 ms at the most.
      assertThat(Collections.max(aligned), greaterThan(250L));
      // A busy operator does not keep its subtask from cutting, so little but messages remains.
      assertThat(Collections.max(overtaking), lessThan(25L));
    }
  }
}
