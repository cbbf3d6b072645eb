package io.weir.validatesrunner.random;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Where DirectRunner is wrong by the model, so that a difference is none of Weir's. */
enum KnownDirectRunnerError {
  /**
   * A window may end after the end of time, as a fixed window around the last instant of the global
   * window does. The model lets it be; the hold of its end, which DirectRunner moves to the end of
   * time, fails a check there.
   */
  WINDOW_BEYOND_TIME(
      (pipeline, difference) ->
          difference.directFailure().matches(".*new hold 294247-.* should be at end of window.*"));

  // The predicates have no state; their type cannot say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final BiPredicate<RandomPipeline, Difference> explains;

  KnownDirectRunnerError(BiPredicate<RandomPipeline, Difference> explains) {
    this.explains = explains;
  }

  /** Returns the error that the difference shows, if it shows one. */
  static Optional<KnownDirectRunnerError> shownBy(RandomPipeline pipeline, Difference difference) {
    return Arrays.stream(values())
        .filter(error -> error.explains.test(pipeline, difference))
        .findFirst();
  }
}
