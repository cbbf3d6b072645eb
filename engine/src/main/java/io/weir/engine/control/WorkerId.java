package io.weir.engine.control;

/**
 * The identity of a worker for as long as its process lives; a worker that starts again has
 * another.
 *
 * @param value opaque, unique
 */
public record WorkerId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
