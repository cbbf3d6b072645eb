package io.weir.engine.channel.violation;

import io.weir.engine.state.violation.SeesChannel;

/** The other half of a cycle between packages of one layer. */
public final class SeesStateBack {
  /** Closes the cycle. */
  public SeesChannel mention(SeesChannel other) {
    return other;
  }
}
