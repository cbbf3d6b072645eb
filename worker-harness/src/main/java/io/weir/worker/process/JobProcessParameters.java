package io.weir.worker.process;

import io.weir.engine.control.JobId;
import io.weir.engine.control.WorkerId;
import io.weir.transport.Heartbeats;
import io.weir.transport.JobToken;
import io.weir.transport.Loopback;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a job process must know to find its master. Handed over through its standard input, which
 * other users of the machine cannot read, unlike arguments and environment.
 *
 * @param master the master's address
 * @param worker the worker that the process belongs to
 * @param job the job
 * @param processNumber tells the process from those before it
 * @param token the job's secret
 * @param maxRecordBytes largest encoded element
 * @param heartbeats when the master is lost
 * @param classPath files with the job's code, which follow Weir's own
 */
record JobProcessParameters(
    InetSocketAddress master,
    WorkerId worker,
    JobId job,
    int processNumber,
    JobToken token,
    long maxRecordBytes,
    Heartbeats heartbeats,
    List<String> classPath) {
  private static final int MAX_FILES = 100_000;

  /** Copies the list. */
  JobProcessParameters {
    classPath = List.copyOf(classPath);
  }

  /** Writes the form that {@link #read} understands. Leaves the stream open. */
  void write(OutputStream to) throws IOException {
    DataOutputStream out = new DataOutputStream(to);
    out.writeUTF(Loopback.text(master));
    out.writeUTF(worker.value());
    out.writeUTF(job.value());
    out.writeInt(processNumber);
    out.writeUTF(token.toHex());
    out.writeLong(maxRecordBytes);
    out.writeLong(heartbeats.interval().toMillis());
    out.writeLong(heartbeats.timeout().toMillis());
    out.writeInt(classPath.size());
    for (String file : classPath) {
      out.writeUTF(file);
    }
    out.flush();
  }

  /** Reads what {@link #write} wrote, and no byte more. */
  static JobProcessParameters read(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    return new JobProcessParameters(
        Loopback.parse(in.readUTF()),
        new WorkerId(in.readUTF()),
        new JobId(in.readUTF()),
        in.readInt(),
        JobToken.ofHex(in.readUTF()),
        in.readLong(),
        new Heartbeats(Duration.ofMillis(in.readLong()), Duration.ofMillis(in.readLong())),
        readFiles(in));
  }

  private static List<String> readFiles(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MAX_FILES) {
      throw new IOException(count + " files on a class path");
    }
    List<String> files = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      files.add(in.readUTF());
    }
    return files;
  }

  /** The same with the files of the job's code. */
  JobProcessParameters withClassPath(List<String> files) {
    return new JobProcessParameters(
        master, worker, job, processNumber, token, maxRecordBytes, heartbeats, files);
  }
}
