package io.weir.testkit.sim;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

/**
 * Whole clusters with faults. {@code -Dweir.sim.seed=N} replays one seed, {@code
 * -Dweir.sim.seeds=N} runs that many.
 */
class SimulationTest {
  private static final long ALL = -1;

  @Test
  void keepsItsPromisesUnderFaults() {
    long only = Long.getLong("weir.sim.seed", ALL);
    if (only != ALL) {
      Simulation.check(only, SimHooks.NONE);
      return;
    }
    long seeds = Long.getLong("weir.sim.seeds", 100);
    for (long seed = 0; seed < seeds; seed++) {
      Simulation.check(seed, SimHooks.NONE);
    }
  }

  @Test
  void doesTheSameAgainForTheSameSeed() {
    for (long seed = 0; seed < 5; seed++) {
      long once = Simulation.check(seed, SimHooks.NONE);

      assertThat(Simulation.check(seed, SimHooks.NONE), is(once));
    }
  }
}
