package io.weir.validatesrunner.random;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One pipeline on DirectRunner and on Weir in several modes.
 *
 * @param modes the modes
 * @param onWeir what becomes of a pipeline that runs on Weir: itself, but for a {@link Mutant}
 */
record Trial(List<WeirMode> modes, UnaryOperator<RandomPipeline> onWeir) {
  private static final int TRIES = 300;

  /** Runs it. */
  Report run(RandomPipeline pipeline) {
    Contender.Outcome direct = outcome(Contender.DIRECT, pipeline);
    List<KnownDirectRunnerError> known = new ArrayList<>();
    List<WeirMode> suitable = modes.stream().filter(mode -> mode.suits(pipeline)).toList();
    for (WeirMode mode : suitable) {
      Optional<Difference> difference = difference(direct, mode, pipeline);
      if (difference.isPresent()) {
        Optional<KnownDirectRunnerError> error =
            KnownDirectRunnerError.shownBy(pipeline, difference.get());
        if (error.isEmpty()) {
          return new Report(
              suitable, known, Optional.of(new Finding(mode, pipeline, difference.get())));
        }
        known.add(error.get());
      }
    }
    return new Report(suitable, known, Optional.empty());
  }

  /** Reduces what was found. */
  Finding reduced(Finding finding) {
    Shrinker shrinker =
        new Shrinker(
            smaller ->
                unexplained(finding.mode(), smaller)
                    .filter(difference -> difference.isLike(finding.difference()))
                    .isPresent(),
            TRIES);
    RandomPipeline smallest = shrinker.shrink(finding.pipeline());
    return unexplained(finding.mode(), smallest)
        .map(difference -> new Finding(finding.mode(), smallest, difference))
        .orElse(finding);
  }

  private Optional<Difference> unexplained(WeirMode mode, RandomPipeline pipeline) {
    if (!mode.suits(pipeline)) {
      return Optional.empty();
    }
    return difference(outcome(Contender.DIRECT, pipeline), mode, pipeline)
        .filter(difference -> KnownDirectRunnerError.shownBy(pipeline, difference).isEmpty());
  }

  private Optional<Difference> difference(
      Contender.Outcome direct, WeirMode mode, RandomPipeline pipeline) {
    return Difference.between(pipeline, direct, outcome(mode.contender(), onWeir.apply(pipeline)));
  }

  private static Contender.Outcome outcome(Contender contender, RandomPipeline pipeline) {
    try {
      return contender.run(pipeline);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What came of a trial.
   *
   * @param modes in which it ran
   * @param known differences that are errors of DirectRunner
   * @param finding a difference that nothing explains
   */
  record Report(
      List<WeirMode> modes, List<KnownDirectRunnerError> known, Optional<Finding> finding) {
    Report {
      modes = List.copyOf(modes);
      known = List.copyOf(known);
    }
  }

  /**
   * A difference and what shows it.
   *
   * @param mode in which Weir ran
   * @param pipeline what ran
   * @param difference from DirectRunner
   */
  record Finding(WeirMode mode, RandomPipeline pipeline, Difference difference) {

    /** Writes it down, with a program that shows it. */
    String text() {
      return "Weir in mode "
          + mode
          + " ("
          + String.join(" ", mode.contender().options())
          + ") differs from DirectRunner:\n\n"
          + JavaProgram.of(pipeline)
          + "\n"
          + difference
          + "\n";
    }
  }
}
