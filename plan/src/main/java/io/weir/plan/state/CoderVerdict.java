package io.weir.plan.state;

import org.apache.beam.model.pipeline.v1.RunnerApi;

/** Whether what one coder wrote can be read by another. */
public sealed interface CoderVerdict {
  /** What it means for a person. */
  String describe();

  /** Whether state may be taken over. */
  default boolean isCompatible() {
    return true;
  }

  /** The coders are the same. */
  record Same() implements CoderVerdict {
    @Override
    public String describe() {
      return "same coder";
    }
  }

  /**
   * Rows whose schema has changed in a way that old rows can be read.
   *
   * @param changes what has changed
   * @param coder the new coder with the old fields where they were: it reads and writes both
   */
  record Evolved(String changes, RunnerApi.Coder coder) implements CoderVerdict {
    @Override
    public String describe() {
      return "schema evolved: " + changes;
    }
  }

  /**
   * Coders of the same class whose content nobody but user code understands.
   *
   * @param name the class
   */
  record Opaque(String name) implements CoderVerdict {
    @Override
    public String describe() {
      return "custom coder " + name + ", not compared";
    }
  }

  /**
   * What one wrote cannot be read by the other.
   *
   * @param reason why
   */
  record Incompatible(String reason) implements CoderVerdict {
    @Override
    public String describe() {
      return "coder incompatible: " + reason;
    }

    @Override
    public boolean isCompatible() {
      return false;
    }
  }
}
