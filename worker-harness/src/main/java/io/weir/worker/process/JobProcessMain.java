package io.weir.worker.process;

import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import org.apache.beam.sdk.metrics.MetricsEnvironment;

/**
 * The process that runs one job on one worker. Started by the worker's supervisor, and never by a
 * person: what it needs to know comes through its standard input.
 */
public final class JobProcessMain {
  private static final int FAILED = 1;

  private JobProcessMain() {}

  /** Runs until the master, the supervisor or the job is gone. */
  public static void main(String[] args) throws InterruptedException {
    try {
      InputStream fromSupervisor = System.in;
      JobProcessParameters parameters = JobProcessParameters.read(fromSupervisor);
      ParentWatch.start(fromSupervisor);
      // User code must not take what is the supervisor's.
      System.setIn(InputStream.nullInputStream());
      MetricsEnvironment.setMetricsSupported(true);
      // Without shutdown hooks: user code may hang in them.
      JobProcess.start(parameters, ClassLoader.getSystemClassLoader(), Runtime.getRuntime()::halt);
    } catch (Throwable e) {
      // Also errors: a process that lives on without its master would never be missed.
      System.err.println("weir: the job process cannot start: " + e);
      Runtime.getRuntime().halt(FAILED);
    }
    new CountDownLatch(1).await();
  }
}
