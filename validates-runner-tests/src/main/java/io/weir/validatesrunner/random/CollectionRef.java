package io.weir.validatesrunner.random;

/**
 * A collection of a pipeline.
 *
 * @param step the step that makes it
 * @param port which of the step's outputs it is
 */
record CollectionRef(int step, int port) {

  /** Its name as a variable, and in recordings. */
  String variable() {
    return port == 0 ? "c" + step : "c" + step + "_" + port;
  }
}
