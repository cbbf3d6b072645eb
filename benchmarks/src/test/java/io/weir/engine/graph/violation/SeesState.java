package io.weir.engine.graph.violation;

import io.weir.engine.state.OrderedTable;

/** The graph must not know the state above it. */
public final class SeesState {
  /** Breaks the rule. */
  public OrderedTable mention(OrderedTable table) {
    return table;
  }
}
