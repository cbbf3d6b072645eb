package io.weir.worker.job;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.plan.JobSettings;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

final class WorkerMemoryTest {
  private static final long GB = 1_000_000_000L;

  private static JobSettings settings(String... options) {
    return JobSettings.of(PipelineOptionsFactory.fromArgs(options).create(), true);
  }

  @Test
  void isAShareOfTheMachineByDefault() {
    WorkerMemory memory = WorkerMemory.divide(settings(), 10 * GB, 8 * GB);

    assertThat(memory, is(new WorkerMemory(1_800_000_000, 1_200_000_000)));
  }

  @Test
  void isDividedAmongEmbeddedWorkers() {
    WorkerMemory memory =
        WorkerMemory.divide(settings("--workerMemory=2000", "--workers=2"), GB, GB);

    assertThat(memory, is(new WorkerMemory(600, 400)));
  }

  @Test
  void leavesMostOfTheHeapToOthers() {
    WorkerMemory memory = WorkerMemory.divide(settings("--workerMemory=10g"), GB, GB);

    assertThat(memory.cacheBytes(), is(GB / 4));
  }
}
