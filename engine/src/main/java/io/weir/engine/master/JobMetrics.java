package io.weir.engine.master;

import io.weir.engine.graph.Bytes;
import java.util.Map;

/**
 * A job's metric cells by operator, over all attempts.
 *
 * @param committed what complete checkpoints cover
 * @param attempted the same for what is known of the running attempt
 */
public record JobMetrics(Map<String, Bytes> committed, Map<String, Bytes> attempted) {
  /** No cells. */
  public static final JobMetrics NONE = new JobMetrics(Map.of(), Map.of());

  /** Copies the maps. */
  public JobMetrics {
    committed = Map.copyOf(committed);
    attempted = Map.copyOf(attempted);
  }
}
