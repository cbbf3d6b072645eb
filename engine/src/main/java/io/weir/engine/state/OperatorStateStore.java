package io.weir.engine.state;

import java.util.List;

/**
 * State of an operator that belongs to no key: named cells, each a list of opaque entries. At
 * restore with another parallelism the entries of all old subtasks are dealt out over the new ones,
 * so each must stand for itself.
 *
 * <p>Thread: the subtask thread.
 */
public interface OperatorStateStore {
  /** The entries of the cell; empty when it was never set. */
  List<byte[]> get(String cell);

  /** Replaces the entries of the cell; what a snapshot holds is the list set last. */
  void set(String cell, List<byte[]> entries);
}
