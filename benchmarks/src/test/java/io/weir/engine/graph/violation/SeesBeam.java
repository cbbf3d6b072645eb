package io.weir.engine.graph.violation;

import org.apache.beam.sdk.Pipeline;

/** The engine must not know Beam. */
public final class SeesBeam {
  /** Breaks the rule. */
  public Pipeline mention(Pipeline pipeline) {
    return pipeline;
  }
}
