package io.weir.plan;

import java.util.List;
import org.apache.beam.sdk.metrics.MetricsOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;

/**
 * Makes Beam accept Weir's options on a command line whatever options interface the program asks
 * for, and those of Beam that name a sink for metrics. Found by Beam's service loader.
 */
public final class WeirPipelineOptionsRegistrar implements PipelineOptionsRegistrar {
  @Override
  public Iterable<Class<? extends PipelineOptions>> getPipelineOptions() {
    return List.of(WeirPipelineOptions.class, MetricsOptions.class);
  }
}
