package io.weir.engine.wire;

import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.config.JobConfig;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.graph.JobGraph;
import java.util.function.BiConsumer;

/**
 * The forms in which the records of the control plane are sent and stored. Every encoded value is
 * recognizable and checksummed by itself; equal values have equal bytes. Decoding ends in a {@link
 * WireFormatException} when the bytes are damaged, of another kind, or of a version not known here.
 *
 * <p>Thread: any.
 */
public final class ControlCodec {
  private static final int VERSION = 3;
  // "WGRA", "WJOB", "WCFG", "WSNP", "WCMD", "WREP"
  private static final Envelope GRAPH = new Envelope(0x57475241, VERSION);
  private static final Envelope JOB = new Envelope(0x574a4f42, VERSION);
  private static final Envelope CONFIG = new Envelope(0x57434647, VERSION);
  private static final Envelope SNAPSHOT = new Envelope(0x57534e50, VERSION);
  private static final Envelope COMMAND = new Envelope(0x57434d44, VERSION);
  private static final Envelope REPORT = new Envelope(0x57524550, VERSION);

  private ControlCodec() {}

  /** A job graph as bytes. */
  public static byte[] encodeGraph(JobGraph graph) {
    return encode(GRAPH, graph, GraphCodec::write);
  }

  /** The job graph in the bytes. */
  public static JobGraph decodeGraph(byte[] bytes) throws WireFormatException {
    return decode(GRAPH, bytes, GraphCodec::read);
  }

  /** A job as bytes. */
  public static byte[] encodeJob(JobSpec job) {
    return encode(JOB, job, JobCodec::write);
  }

  /** The job in the bytes. */
  public static JobSpec decodeJob(byte[] bytes) throws WireFormatException {
    return decode(JOB, bytes, JobCodec::read);
  }

  /** A job's settings as bytes. */
  public static byte[] encodeConfig(JobConfig config) {
    return encode(CONFIG, config, JobCodec::writeConfig);
  }

  /** The job's settings in the bytes. */
  public static JobConfig decodeConfig(byte[] bytes) throws WireFormatException {
    return decode(CONFIG, bytes, JobCodec::readConfig);
  }

  /** The description of a subtask's snapshot as bytes. */
  public static byte[] encodeSnapshot(SubtaskSnapshot snapshot) {
    return encode(SNAPSHOT, snapshot, SnapshotCodec::write);
  }

  /** The description of a subtask's snapshot in the bytes. */
  public static SubtaskSnapshot decodeSnapshot(byte[] bytes) throws WireFormatException {
    return decode(SNAPSHOT, bytes, SnapshotCodec::read);
  }

  /** A command as bytes. */
  public static byte[] encodeCommand(WorkerCommand command) {
    return encode(COMMAND, command, CommandCodec::write);
  }

  /** The command in the bytes. */
  public static WorkerCommand decodeCommand(byte[] bytes) throws WireFormatException {
    return decode(COMMAND, bytes, CommandCodec::read);
  }

  /** A report as bytes. */
  public static byte[] encodeReport(WorkerReport report) {
    return encode(REPORT, report, ReportCodec::write);
  }

  /** The report in the bytes. */
  public static WorkerReport decodeReport(byte[] bytes) throws WireFormatException {
    return decode(REPORT, bytes, ReportCodec::read);
  }

  private static <T> byte[] encode(Envelope envelope, T value, BiConsumer<WireWriter, T> form) {
    WireWriter out = new WireWriter();
    form.accept(out, value);
    return envelope.seal(out.toByteArray());
  }

  private static <T> T decode(Envelope envelope, byte[] bytes, WireReader.Read<T> form)
      throws WireFormatException {
    WireReader in = new WireReader(envelope.open(bytes));
    try {
      T value = form.from(in);
      in.expectEnd();
      return value;
    } catch (IllegalArgumentException e) {
      throw new WireFormatException("impossible content: " + e.getMessage(), e);
    }
  }
}
