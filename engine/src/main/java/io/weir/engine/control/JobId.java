package io.weir.engine.control;

/**
 * The identity of a job.
 *
 * @param value 32 hexadecimal digits
 */
public record JobId(String value) {
  /** Checks the form. */
  public JobId {
    if (!value.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("a job id has 32 hexadecimal digits, not: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
