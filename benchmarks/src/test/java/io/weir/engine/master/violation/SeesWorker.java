package io.weir.engine.master.violation;

import io.weir.engine.worker.violation.SeenWorker;

/** A master must not know a worker's insides. */
public final class SeesWorker {
  /** Breaks the rule. */
  public SeenWorker mention(SeenWorker worker) {
    return worker;
  }
}
