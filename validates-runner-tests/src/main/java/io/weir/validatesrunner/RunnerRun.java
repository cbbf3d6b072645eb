package io.weir.validatesrunner;

/**
 * What became of one call of the runner under test.
 *
 * @param returned whether {@code run} returned instead of throwing
 * @param compared whether TestPipeline then compared the number of PAsserts that ran with the
 *     number declared
 */
record RunnerRun(boolean returned, boolean compared) {

  /** Whether the run was checked, or ended in a failure that the test itself had to accept. */
  boolean proves() {
    return !returned || compared;
  }
}
