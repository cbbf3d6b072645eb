package io.weir.worker.process;

import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerId;
import io.weir.engine.embedded.EmbeddedCluster;
import io.weir.engine.embedded.EmbeddedServices;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.dispatch.JobHandle;
import io.weir.engine.time.Clock;
import io.weir.plan.JobPlan;
import io.weir.plan.PipelineTranslator;
import io.weir.plan.Planner;
import io.weir.plan.metrics.BeamMetricCells;
import io.weir.storage.CheckpointStorages;
import io.weir.transport.Heartbeats;
import io.weir.transport.JobToken;
import io.weir.transport.Loopback;
import io.weir.transport.data.DataLimits;
import io.weir.transport.data.DataPlane;
import io.weir.worker.BeamOperatorFactory;
import io.weir.worker.LocalStateBackends;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.metrics.MetricsEnvironment;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Does once what every job process does, so that the JVM can note and archive the classes that this
 * takes; see {@link KnownClasses}. {@code bin/weir} runs it after a build.
 */
public final class RehearsalMain {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int CHECKPOINT_MILLIS = 50;

  private RehearsalMain() {}

  /**
   * Runs the rehearsal; exits with status 0 if it went well.
   *
   * @param args a directory for temporary files
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    MetricsEnvironment.setMetricsSupported(true);
    runJob(Path.of(args[0]));
    connect();
    System.exit(0);
  }

  private static void runJob(Path directory) throws IOException, InterruptedException {
    PipelineOptions options =
        PipelineOptionsFactory.fromArgs("--checkpointingInterval=" + CHECKPOINT_MILLIS).create();
    JobPlan plan = Planner.plan(PipelineTranslator.toProto(RehearsalPipeline.create()), options);
    ClassLoader classLoader = ClassLoader.getSystemClassLoader();
    EmbeddedServices services =
        new EmbeddedServices(
            (job, attempt) -> new BeamOperatorFactory(job.payload(), classLoader),
            new CheckpointStorages(),
            LocalStateBackends.inTemporaryDirectory(),
            BeamMetricCells::merge,
            Clock.system(),
            classLoader);
    try (EmbeddedCluster cluster = new EmbeddedCluster(services, 2)) {
      JobHandle job =
          cluster.submit(
              new JobSpec(
                  new JobId("0".repeat(32)),
                  "rehearsal",
                  plan.graph(),
                  plan.settings()
                      .toJobConfig(directory.toUri().toString(), "", plan.restoreRules()),
                  List.of()));
      Optional<JobStatus> end = job.awaitDone(PATIENCE);
      if (end.isEmpty() || end.get().state() != JobState.DONE) {
        throw new IOException("the rehearsal did not end well: " + job.status());
      }
    }
  }

  /** Looks for a master where there is none, and is told so. */
  private static void connect() {
    JobId job = new JobId("0".repeat(32));
    WorkerId worker = new WorkerId("rehearsal");
    JobToken token = JobToken.random();
    long maxRecordBytes = 1L << 20;
    try (DataPlane other = DataPlane.start(worker, job, token, DataLimits.of(maxRecordBytes))) {
      JobProcess.start(
          new JobProcessParameters(
              Loopback.port(other.port()),
              worker,
              job,
              1,
              token,
              maxRecordBytes,
              Heartbeats.DEFAULT,
              List.of()),
          ClassLoader.getSystemClassLoader(),
          status -> {});
      throw new IllegalStateException("there is no master");
    } catch (IOException e) {
      // As it must be.
    }
  }
}
