package io.weir.engine.master;

import io.weir.engine.graph.Bytes;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds up the metric cells of an operator, whose form the engine does not know. Must be associative
 * and commutative, and must not fail: cells that make no sense to it are left out.
 *
 * <p>Thread: the master's thread of any job.
 */
@FunctionalInterface
public interface MetricsMerge {
  /** The sum of the cells of two subtasks, or of what was restored and what came after. */
  Bytes merge(Bytes left, Bytes right);

  /** Adds cells by operator into the map. Empty cells say nothing. */
  default void addTo(Map<String, Bytes> sums, Map<String, Bytes> cells) {
    cells.forEach(
        (operator, bytes) -> {
          if (bytes.size() > 0) {
            sums.merge(operator, bytes, this::merge);
          }
        });
  }

  /** The sum of two maps of cells by operator. */
  default Map<String, Bytes> sum(Map<String, Bytes> left, Map<String, Bytes> right) {
    Map<String, Bytes> sums = new HashMap<>(left);
    addTo(sums, right);
    return sums;
  }

  /** Appends the cells to one another: for makers whose form can be concatenated, as protobuf's. */
  static MetricsMerge concatenation() {
    return (left, right) -> {
      byte[] both = new byte[left.size() + right.size()];
      System.arraycopy(left.toByteArray(), 0, both, 0, left.size());
      System.arraycopy(right.toByteArray(), 0, both, left.size(), right.size());
      return Bytes.copyOf(both);
    };
  }
}
