package io.weir.worker.process;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.beam.sdk.metrics.MetricsEnvironment;

/**
 * The process that runs one job on one worker. Started by the worker's supervisor, and never by a
 * person, often before there is a job: what it needs to know comes through its standard input, the
 * files with the job's code included. Until then it loads classes that every job needs.
 */
public final class JobProcessMain {
  private static final int FAILED = 1;

  private JobProcessMain() {}

  /**
   * Runs until the master, the supervisor or the job is gone.
   *
   * @param args a file with names of classes, or nothing
   */
  public static void main(String[] args) throws InterruptedException {
    Thread preload = new Thread(() -> preload(args), "weir-preload");
    preload.setDaemon(true);
    preload.start();
    try {
      InputStream fromSupervisor = System.in;
      JobProcessParameters parameters = JobProcessParameters.read(fromSupervisor);
      preload.interrupt();
      JobProcessAgent.append(parameters.classPath());
      ParentWatch.start(fromSupervisor);
      // User code must not take what is the supervisor's.
      System.setIn(InputStream.nullInputStream());
      MetricsEnvironment.setMetricsSupported(true);
      // Without shutdown hooks: user code may hang in them.
      JobProcess.start(parameters, ClassLoader.getSystemClassLoader(), Runtime.getRuntime()::halt);
    } catch (EOFException e) {
      // The supervisor ended before it had a job for this process.
      Runtime.getRuntime().halt(ParentWatch.ORPHANED);
    } catch (Throwable e) {
      // Also errors: a process that lives on without its master would never be missed.
      System.err.println("weir: the job process cannot start: " + e);
      Runtime.getRuntime().halt(FAILED);
    }
    new CountDownLatch(1).await();
  }

  private static void preload(String[] args) {
    try {
      if (args.length > 0) {
        KnownClasses.load(Path.of(args[0]));
      }
    } catch (IOException e) {
      System.err.println("weir: the list of classes cannot be read: " + e);
    }
  }
}
