package io.weir.engine.task;

import io.weir.engine.element.Signal;
import java.util.List;

/**
 * All edges that leave a subtask.
 *
 * <p>Thread: the subtask thread.
 */
final class EdgeOutputs implements AutoCloseable {
  private final EdgeOutput[] edges;

  EdgeOutputs(List<EdgeOutput> edges) {
    this.edges = edges.toArray(EdgeOutput[]::new);
  }

  /** Whether the last hand-over to any edge left no room; cheap. */
  boolean isBlocked() {
    for (EdgeOutput edge : edges) {
      if (edge.partition().isBlocked()) {
        return true;
      }
    }
    return false;
  }

  /** Whether all edges have room; if not, the subtask is woken when the answer may change. */
  boolean areWritable() {
    boolean writable = true;
    for (EdgeOutput edge : edges) {
      writable &= edge.partition().isWritable();
    }
    return writable;
  }

  /** Hands over all elements and watermarks. */
  void flush() throws Exception {
    for (EdgeOutput edge : edges) {
      edge.flush();
    }
  }

  /** Sends the signal through all edges, behind everything before it. */
  void send(Signal signal) throws Exception {
    for (EdgeOutput edge : edges) {
      edge.send(signal);
    }
  }

  long elementsWritten() {
    long sum = 0;
    for (EdgeOutput edge : edges) {
      sum += edge.partition().elementsWritten();
    }
    return sum;
  }

  @Override
  public void close() {
    for (EdgeOutput edge : edges) {
      edge.partition().close();
    }
  }
}
