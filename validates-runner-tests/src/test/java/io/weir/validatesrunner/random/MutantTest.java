package io.weir.validatesrunner.random;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import io.weir.validatesrunner.random.Trial.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows that the comparison finds mistakes of a runner, and reduces what shows them. */
class MutantTest {
  private static final int SEEDS = 150;

  @ParameterizedTest
  @EnumSource
  void isFound(Mutant mutant) {
    assertThat(finding(trial(mutant)).isPresent(), is(true));
  }

  @Test
  void isReducedToWhatShowsIt() {
    Trial trial = trial(Mutant.FORGETS_FIRED_PANES);

    Finding reduced = trial.reduced(finding(trial).orElseThrow());

    String program = JavaProgram.of(reduced.pipeline());
    assertThat(reduced.pipeline().steps().size(), is(lessThanOrEqualTo(4)));
    assertThat(program, containsString("accumulatingFiredPanes"));
    assertThat(program, not(containsString("discardingFiredPanes")));
  }

  private static Trial trial(Mutant mutant) {
    return new Trial(List.of(WeirMode.SINGLE), mutant);
  }

  /** Only pipelines that the mistake changes are worth running. */
  private static Optional<Finding> finding(Trial trial) {
    return LongStream.range(0, SEEDS)
        .mapToObj(PipelineGenerator::generate)
        .filter(pipeline -> !trial.onWeir().apply(pipeline).equals(pipeline))
        .flatMap(pipeline -> trial.run(pipeline).finding().stream())
        .findFirst();
  }
}
