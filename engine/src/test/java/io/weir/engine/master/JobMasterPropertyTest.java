package io.weir.engine.master;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random events, most of them plausible, some doubled, late or out of order: whatever happens, the
 * promises of {@link JobMaster} hold, which {@link MasterModel} checks on every command.
 */
class JobMasterPropertyTest {
  private static final int SEEDS = 300;
  private static final int STEPS = 400;

  @Test
  void keepsItsPromisesWhateverHappens() {
    for (long seed = 0; seed < SEEDS; seed++) {
      MasterModel model = new MasterModel(new Random(seed), "seed " + seed);
      for (int step = 0; step < STEPS; step++) {
        model.randomStep();
      }
    }
  }

  @Test
  void alwaysEndsOnceTheFaultsStop() {
    for (long seed = 0; seed < SEEDS; seed++) {
      MasterModel model = new MasterModel(new Random(seed), "seed " + seed);
      for (int step = 0; step < STEPS / 4; step++) {
        model.randomStep();
      }
      assertThat("seed " + seed, model.endsWithoutFaults(), is(true));
    }
  }
}
