package io.weir.jobserver;

import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;
import io.weir.engine.wire.WireFormatException;
import io.weir.jobserver.JobStoreCodec.Submission;
import io.weir.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs of a master on disk, from which the master after it takes them up. Every job has a
 * directory, named by its id, with up to four files:
 *
 * <pre>
 * job        what to run; that it is there is the submission
 * attempts   the greatest number that an attempt may have had; 0 without it
 * cancelled  a user has asked for the job to be cancelled
 * stop       a user has asked for the job to be stopped, or drained, and has no answer yet
 * end        how it ended
 * </pre>
 *
 * What a method was asked to write is durable when it returns. Only the latest jobs that are over
 * are kept. A file that cannot be read is named in the log and left alone.
 *
 * <p>Thread: any thread; calls block.
 */
final class JobStore {
  private static final Logger LOG = LoggerFactory.getLogger(JobStore.class);
  private static final String JOB = "job";
  private static final String ATTEMPTS = "attempts";
  private static final String CANCELLED = "cancelled";
  private static final String STOP = "stop";
  private static final String END = "end";
  private static final String ID = "[0-9a-f]{32}";

  private final Path directory;
  private final int maxEnded;
  private final Map<JobId, StoredJob> running = new HashMap<>();
  private final TreeMap<Long, EndedJob> ended = new TreeMap<>();
  private long lastSequence;

  private JobStore(Path directory, int maxEnded) {
    this.directory = directory;
    this.maxEnded = maxEnded;
  }

  /**
   * Reads what is in the directory, which is created if it is missing.
   *
   * @param maxEnded number of jobs that are over and still known; the oldest are forgotten
   */
  static JobStore open(Path directory, int maxEnded) throws IOException {
    DurableFiles.createDirectories(directory);
    JobStore store = new JobStore(directory, maxEnded);
    try (DirectoryStream<Path> jobs =
        Files.newDirectoryStream(directory, path -> nameOf(path).matches(ID))) {
      for (Path job : jobs) {
        store.read(job);
      }
    }
    store.forgetOldJobs();
    return store;
  }

  private static String nameOf(Path path) {
    return path.getName(path.getNameCount() - 1).toString();
  }

  private void read(Path job) throws IOException {
    if (!Files.exists(job.resolve(JOB))) {
      delete(job); // The rest of a job that was forgotten, or never submitted.
      return;
    }
    try {
      Submission submission = read(job.resolve(JOB), JobStoreCodec::decodeSubmission);
      lastSequence = Math.max(lastSequence, submission.sequence());
      if (Files.exists(job.resolve(END))) {
        EndedJob end = read(job.resolve(END), JobStoreCodec::decodeEnd);
        ended.put(end.sequence(), end);
      } else {
        running.put(submission.spec().id(), readRunning(job, submission));
      }
    } catch (IOException e) {
      LOG.error("a job is left out: {}", e.getMessage());
    }
  }

  private static StoredJob readRunning(Path job, Submission submission) throws IOException {
    Path attempts = job.resolve(ATTEMPTS);
    return new StoredJob(
        submission.sequence(),
        submission.spec(),
        Files.exists(attempts) ? read(attempts, JobStoreCodec::decodeAttempt) : 0,
        Files.exists(job.resolve(CANCELLED)),
        Files.exists(job.resolve(STOP))
            ? Optional.of(read(job.resolve(STOP), JobStoreCodec::decodeStop))
            : Optional.empty());
  }

  /** Makes a value of a file's content. */
  @FunctionalInterface
  private interface Decoding<T> {
    T decode(byte[] content) throws WireFormatException;
  }

  private static <T> T read(Path file, Decoding<T> decoding) throws IOException {
    try {
      return decoding.decode(Files.readAllBytes(file));
    } catch (WireFormatException e) {
      throw new IOException(file + " is unusable: " + e.getMessage(), e);
    }
  }

  /** The jobs that are not over, oldest first. */
  synchronized List<StoredJob> running() {
    return running.values().stream().sorted(Comparator.comparing(StoredJob::sequence)).toList();
  }

  /** The jobs that are over, oldest first. */
  synchronized List<EndedJob> ended() {
    return List.copyOf(ended.values());
  }

  /** A job that is over. */
  synchronized Optional<EndedJob> ended(JobId job) {
    return ended.values().stream().filter(end -> end.status().id().equals(job)).findFirst();
  }

  /**
   * A job was submitted.
   *
   * @throws IllegalArgumentException the job is known already
   */
  synchronized void add(JobSpec job) throws IOException {
    if (running.containsKey(job.id()) || ended(job.id()).isPresent()) {
      throw new IllegalArgumentException("job " + job.id() + " was submitted already");
    }
    Submission submission = new Submission(lastSequence + 1, job);
    Path directoryOfJob = directoryOf(job.id());
    DurableFiles.createDirectories(directoryOfJob);
    DurableFiles.write(directoryOfJob.resolve(JOB), JobStoreCodec.encodeSubmission(submission));
    lastSequence++;
    running.put(job.id(), new StoredJob(submission.sequence(), job, 0, false, Optional.empty()));
  }

  /** Attempts up to the number may have been made. Nothing if the job is not known. */
  synchronized void reserveAttempts(JobId job, int lastAttempt) throws IOException {
    if (running.containsKey(job)) {
      DurableFiles.write(
          directoryOf(job).resolve(ATTEMPTS), JobStoreCodec.encodeAttempt(lastAttempt));
    }
  }

  /**
   * A user asks for the job to be stopped.
   *
   * @return false, and nothing is written, if somebody has asked before, or the job is over or not
   *     known
   */
  synchronized boolean stop(JobId job, StopWish wish) throws IOException {
    Path file = directoryOf(job).resolve(STOP);
    if (!running.containsKey(job) || Files.exists(file)) {
      return false;
    }
    DurableFiles.write(file, JobStoreCodec.encodeStop(wish));
    return true;
  }

  /** The job goes on instead of being stopped. */
  synchronized void goOn(JobId job) throws IOException {
    Files.deleteIfExists(directoryOf(job).resolve(STOP));
  }

  /** A user asks for the job to be cancelled. Nothing if it is over or not known. */
  synchronized void cancel(JobId job) throws IOException {
    if (running.containsKey(job)) {
      DurableFiles.write(directoryOf(job).resolve(CANCELLED), new byte[0]);
    }
  }

  /** The job is over. May be called again. */
  synchronized void end(JobStatus last, JobMetrics metrics) throws IOException {
    StoredJob job = running.get(last.id());
    if (job != null) {
      EndedJob end = new EndedJob(job.sequence(), last, metrics);
      DurableFiles.write(directoryOf(last.id()).resolve(END), JobStoreCodec.encodeEnd(end));
      running.remove(last.id());
      ended.put(end.sequence(), end);
      forgetOldJobs();
    }
  }

  /** Forgets a job that could not be started. */
  synchronized void remove(JobId job) throws IOException {
    running.remove(job);
    delete(directoryOf(job));
  }

  private void forgetOldJobs() throws IOException {
    while (ended.size() > maxEnded) {
      delete(directoryOf(ended.pollFirstEntry().getValue().status().id()));
    }
  }

  private Path directoryOf(JobId job) {
    return directory.resolve(job.value());
  }

  private static void delete(Path job) throws IOException {
    // First of all: what is left then is no job.
    Files.deleteIfExists(job.resolve(JOB));
    List<Path> rest = new ArrayList<>();
    try (Stream<Path> files = Files.list(job)) {
      files.filter(Predicate.not(Files::isDirectory)).forEach(rest::add);
    }
    for (Path file : rest) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(job);
  }
}
