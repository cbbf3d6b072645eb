package io.weir.worker.job;

import com.sun.management.OperatingSystemMXBean;
import io.weir.engine.graph.Bytes;
import io.weir.plan.JobPayload;
import io.weir.plan.JobSettings;
import java.lang.management.ManagementFactory;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;

/**
 * How a worker's memory for state is divided.
 *
 * @param nativeBytes for RocksDB: blocks that were read, and what is not on disk yet
 * @param cacheBytes for the objects of state, on the heap
 */
public record WorkerMemory(long nativeBytes, long cacheBytes) {
  /** The share of the machine's or container's memory that is for state by default. */
  private static final double DEFAULT_SHARE = 0.3;

  /** The part of the memory for state that RocksDB gets. */
  private static final double NATIVE_PART = 0.6;

  /** The largest part of the heap that objects of state may take. */
  private static final double LARGEST_HEAP_PART = 0.25;

  /** The division by the options in the payload of a job graph. */
  public static WorkerMemory of(Bytes payload) {
    return of(
        JobSettings.of(
            PipelineOptionsTranslation.fromJson(JobPayload.parse(payload).optionsJson()), false));
  }

  /** The division by a job's options. */
  public static WorkerMemory of(JobSettings settings) {
    long machine =
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    return divide(settings, machine, Runtime.getRuntime().maxMemory());
  }

  /**
   * The division in a process.
   *
   * @param machineBytes memory of the machine or container
   * @param heapBytes the largest heap
   */
  static WorkerMemory divide(JobSettings settings, long machineBytes, long heapBytes) {
    // Embedded workers are all in this process. On a cluster the option workers is not set.
    double state =
        settings.workerMemoryBytes().orElse((long) (DEFAULT_SHARE * machineBytes))
            / (double) settings.workers();
    double cache =
        Math.min((1 - NATIVE_PART) * state, LARGEST_HEAP_PART * heapBytes / settings.workers());
    return new WorkerMemory((long) (NATIVE_PART * state), (long) cache);
  }
}
