package io.weir.jobserver;

import io.weir.engine.control.Failure;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.graph.Bytes;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.JobStatus.CheckpointStatus;
import io.weir.engine.master.VertexStatus;
import io.weir.engine.wire.ControlCodec;
import io.weir.engine.wire.Envelope;
import io.weir.engine.wire.WireFormatException;
import io.weir.engine.wire.WireReader;
import io.weir.engine.wire.WireWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The forms of the files of a {@link JobStore}, recognizable and checksummed. Thread: any. */
final class JobStoreCodec {
  // "WSJB", "WSAT", "WSEN"
  private static final Envelope JOB = new Envelope(0x57534a42, 1);
  private static final Envelope ATTEMPT = new Envelope(0x57534154, 1);
  private static final Envelope END = new Envelope(0x5753454e, 1);

  private static final Envelope STOP = new Envelope(0x57535354, 1);

  private JobStoreCodec() {}

  /** A job as it was submitted. */
  record Submission(long sequence, JobSpec spec) {}

  static byte[] encodeSubmission(Submission submission) {
    WireWriter out = new WireWriter();
    out.writeLong(submission.sequence());
    out.writeBytes(ControlCodec.encodeJob(submission.spec()));
    return JOB.seal(out.toByteArray());
  }

  static Submission decodeSubmission(byte[] bytes) throws WireFormatException {
    WireReader in = new WireReader(JOB.open(bytes));
    Submission submission =
        new Submission(in.readLong(), ControlCodec.decodeJob(in.readByteArray()));
    in.expectEnd();
    return submission;
  }

  static byte[] encodeAttempt(int number) {
    WireWriter out = new WireWriter();
    out.writeInt(number);
    return ATTEMPT.seal(out.toByteArray());
  }

  static int decodeAttempt(byte[] bytes) throws WireFormatException {
    WireReader in = new WireReader(ATTEMPT.open(bytes));
    int number = in.readInt();
    in.expectEnd();
    return number;
  }

  static byte[] encodeStop(StopWish wish) {
    WireWriter out = new WireWriter();
    out.writeBoolean(wish.drain());
    out.writeString(wish.path());
    return STOP.seal(out.toByteArray());
  }

  static StopWish decodeStop(byte[] bytes) throws WireFormatException {
    WireReader in = new WireReader(STOP.open(bytes));
    StopWish wish = new StopWish(in.readBoolean(), in.readString());
    in.expectEnd();
    return wish;
  }

  static byte[] encodeEnd(EndedJob job) {
    WireWriter out = new WireWriter();
    out.writeLong(job.sequence());
    writeStatus(out, job.status());
    out.writeMap(job.metrics().committed(), WireWriter::writeBytes);
    out.writeMap(job.metrics().attempted(), WireWriter::writeBytes);
    return END.seal(out.toByteArray());
  }

  static EndedJob decodeEnd(byte[] bytes) throws WireFormatException {
    WireReader in = new WireReader(END.open(bytes));
    try {
      long sequence = in.readLong();
      JobStatus status = readStatus(in);
      Map<String, Bytes> committed = in.readMap(WireReader::readBytes);
      Map<String, Bytes> attempted = in.readMap(WireReader::readBytes);
      in.expectEnd();
      return new EndedJob(sequence, status, new JobMetrics(committed, attempted));
    } catch (IllegalArgumentException e) {
      throw new WireFormatException("a status with impossible content", e);
    }
  }

  private static void writeStatus(WireWriter out, JobStatus status) {
    out.writeString(status.id().value());
    out.writeString(status.name());
    out.writeString(status.state().name());
    out.writeInt(status.attempt());
    out.writeInt(status.restarts());
    out.writeInt(status.workers());
    writeCheckpoint(out, status.checkpoint());
    out.writeList(status.vertices(), JobStoreCodec::writeVertex);
    out.writeList(status.failure().stream().toList(), JobStoreCodec::writeFailure);
  }

  private static JobStatus readStatus(WireReader in) throws WireFormatException {
    return new JobStatus(
        new JobId(in.readString()),
        in.readString(),
        JobState.valueOf(in.readString()),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        readCheckpoint(in),
        in.readList(JobStoreCodec::readVertex),
        first(in.readList(JobStoreCodec::readFailure)));
  }

  private static <T> Optional<T> first(List<T> list) {
    return list.stream().findFirst();
  }

  private static void writeCheckpoint(WireWriter out, CheckpointStatus checkpoint) {
    out.writeLong(checkpoint.lastId());
    out.writeString(checkpoint.lastPath());
    out.writeLong(checkpoint.lastAgeMs());
    out.writeLong(checkpoint.lastDurationMs());
    out.writeInt(checkpoint.completed());
    out.writeInt(checkpoint.failed());
    out.writeLong(checkpoint.pendingId());
  }

  private static CheckpointStatus readCheckpoint(WireReader in) throws WireFormatException {
    return new CheckpointStatus(
        in.readLong(),
        in.readString(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        in.readLong());
  }

  private static void writeVertex(WireWriter out, VertexStatus vertex) {
    out.writeInt(vertex.id());
    out.writeString(vertex.name());
    out.writeInt(vertex.parallelism());
    out.writeInt(vertex.finishedSubtasks());
    out.writeLong(vertex.elementsIn());
    out.writeLong(vertex.elementsOut());
    out.writeLong(Double.doubleToLongBits(vertex.inPerSecond()));
    out.writeLong(Double.doubleToLongBits(vertex.outPerSecond()));
    out.writeLong(vertex.inputWatermark());
    out.writeLong(vertex.outputWatermark());
    out.writeString(vertex.watermarkHolder());
  }

  private static VertexStatus readVertex(WireReader in) throws WireFormatException {
    return new VertexStatus(
        in.readInt(),
        in.readString(),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        Double.longBitsToDouble(in.readLong()),
        Double.longBitsToDouble(in.readLong()),
        in.readLong(),
        in.readLong(),
        in.readString());
  }

  private static void writeFailure(WireWriter out, Failure failure) {
    out.writeString(failure.className());
    out.writeString(failure.message());
    out.writeString(failure.stackTrace());
    out.writeString(failure.where());
  }

  private static Failure readFailure(WireReader in) throws WireFormatException {
    return new Failure(in.readString(), in.readString(), in.readString(), in.readString());
  }
}
