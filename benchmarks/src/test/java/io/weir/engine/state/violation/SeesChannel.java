package io.weir.engine.state.violation;

import io.weir.engine.channel.violation.SeesStateBack;

/** One half of a cycle between packages of one layer. */
public final class SeesChannel {
  /** Closes the cycle. */
  public SeesStateBack mention(SeesStateBack other) {
    return other;
  }
}
