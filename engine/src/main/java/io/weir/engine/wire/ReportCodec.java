package io.weir.engine.wire;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.RoundResult;
import io.weir.engine.control.SubtaskStatistics;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.control.WorkerReport.AttemptEnded;
import io.weir.engine.control.WorkerReport.AttemptFailed;
import io.weir.engine.control.WorkerReport.AttemptRunning;
import io.weir.engine.control.WorkerReport.CheckpointAcknowledged;
import io.weir.engine.control.WorkerReport.CheckpointDeclined;
import io.weir.engine.control.WorkerReport.CheckpointFinalized;
import io.weir.engine.control.WorkerReport.CheckpointWanted;
import io.weir.engine.control.WorkerReport.RoundPassed;
import io.weir.engine.control.WorkerReport.Statistics;
import io.weir.engine.control.WorkerReport.SubtaskFinished;

/** The form of a {@link WorkerReport} inside a message: kind, attempt, the rest. */
final class ReportCodec {
  private static final int ATTEMPT_RUNNING = 1;
  private static final int SUBTASK_FINISHED = 2;
  private static final int ATTEMPT_FAILED = 3;
  private static final int CHECKPOINT_ACKNOWLEDGED = 4;
  private static final int CHECKPOINT_DECLINED = 5;
  private static final int CHECKPOINT_FINALIZED = 6;
  private static final int ATTEMPT_ENDED = 7;
  private static final int STATISTICS = 8;
  private static final int CHECKPOINT_WANTED = 9;
  private static final int ROUND_PASSED = 10;

  private ReportCodec() {}

  static void write(WireWriter out, WorkerReport report) {
    if (report instanceof AttemptRunning running) {
      begin(out, ATTEMPT_RUNNING, report);
      IdCodec.writeWorker(out, running.worker());
    } else if (report instanceof SubtaskFinished finished) {
      begin(out, SUBTASK_FINISHED, report);
      IdCodec.writeSubtask(out, finished.subtask());
    } else if (report instanceof AttemptFailed failed) {
      begin(out, ATTEMPT_FAILED, report);
      IdCodec.writeWorker(out, failed.worker());
      IdCodec.writeFailure(out, failed.failure());
    } else if (report instanceof AttemptEnded ended) {
      begin(out, ATTEMPT_ENDED, report);
      IdCodec.writeWorker(out, ended.worker());
    } else if (report instanceof Statistics statistics) {
      begin(out, STATISTICS, report);
      IdCodec.writeWorker(out, statistics.worker());
      out.writeList(statistics.subtasks(), ReportCodec::writeStatistics);
    } else if (report instanceof RoundPassed passed) {
      begin(out, ROUND_PASSED, report);
      writeRound(out, passed);
    } else {
      writeCheckpoint(out, report);
    }
  }

  private static void writeCheckpoint(WireWriter out, WorkerReport report) {
    if (report instanceof CheckpointAcknowledged acknowledged) {
      begin(out, CHECKPOINT_ACKNOWLEDGED, report);
      out.writeLong(acknowledged.checkpointId());
      IdCodec.writeSubtask(out, acknowledged.subtask());
      SnapshotCodec.write(out, acknowledged.snapshot());
      out.writeBoolean(acknowledged.finished());
    } else if (report instanceof CheckpointDeclined declined) {
      begin(out, CHECKPOINT_DECLINED, report);
      out.writeLong(declined.checkpointId());
      IdCodec.writeSubtask(out, declined.subtask());
      IdCodec.writeFailure(out, declined.failure());
    } else if (report instanceof CheckpointFinalized finalized) {
      begin(out, CHECKPOINT_FINALIZED, report);
      out.writeLong(finalized.checkpointId());
      IdCodec.writeWorker(out, finalized.worker());
    } else if (report instanceof CheckpointWanted wanted) {
      begin(out, CHECKPOINT_WANTED, report);
      IdCodec.writeSubtask(out, wanted.subtask());
    } else {
      throw new IllegalArgumentException("no form for " + report);
    }
  }

  static WorkerReport read(WireReader in) throws WireFormatException {
    int kind = in.readByte();
    AttemptId attempt = IdCodec.readAttempt(in);
    return switch (kind) {
      case ATTEMPT_RUNNING -> new AttemptRunning(attempt, IdCodec.readWorker(in));
      case SUBTASK_FINISHED -> new SubtaskFinished(attempt, IdCodec.readSubtask(in));
      case ATTEMPT_FAILED ->
          new AttemptFailed(attempt, IdCodec.readWorker(in), IdCodec.readFailure(in));
      case CHECKPOINT_ACKNOWLEDGED ->
          new CheckpointAcknowledged(
              attempt,
              in.readLong(),
              IdCodec.readSubtask(in),
              SnapshotCodec.read(in),
              in.readBoolean());
      case CHECKPOINT_DECLINED ->
          new CheckpointDeclined(
              attempt, in.readLong(), IdCodec.readSubtask(in), IdCodec.readFailure(in));
      case CHECKPOINT_FINALIZED ->
          new CheckpointFinalized(attempt, in.readLong(), IdCodec.readWorker(in));
      case ATTEMPT_ENDED -> new AttemptEnded(attempt, IdCodec.readWorker(in));
      case STATISTICS ->
          new Statistics(attempt, IdCodec.readWorker(in), in.readList(ReportCodec::readStatistics));
      case CHECKPOINT_WANTED -> new CheckpointWanted(attempt, IdCodec.readSubtask(in));
      case ROUND_PASSED ->
          new RoundPassed(attempt, in.readLong(), IdCodec.readWorker(in), readRoundResult(in));
      default -> throw new WireFormatException("no report is of kind " + kind);
    };
  }

  private static void begin(WireWriter out, int kind, WorkerReport report) {
    out.writeByte(kind);
    IdCodec.writeAttempt(out, report.attempt());
  }

  private static void writeRound(WireWriter out, RoundPassed passed) {
    out.writeLong(passed.round());
    IdCodec.writeWorker(out, passed.worker());
    out.writeBoolean(passed.result().worked());
    out.writeBoolean(passed.result().awaitsCheckpoint());
    out.writeBoolean(passed.result().hasNext());
    out.writeLong(passed.result().elapsedMs());
  }

  private static RoundResult readRoundResult(WireReader in) throws WireFormatException {
    return new RoundResult(in.readBoolean(), in.readBoolean(), in.readBoolean(), in.readLong());
  }

  private static void writeStatistics(WireWriter out, SubtaskStatistics statistics) {
    IdCodec.writeSubtask(out, statistics.subtask());
    out.writeLong(statistics.elementsIn());
    out.writeLong(statistics.elementsOut());
    out.writeLong(statistics.inputWatermark());
    out.writeLong(statistics.outputWatermark());
    out.writeString(statistics.watermarkHolder());
    out.writeMap(statistics.metrics(), WireWriter::writeBytes);
  }

  private static SubtaskStatistics readStatistics(WireReader in) throws WireFormatException {
    return new SubtaskStatistics(
        IdCodec.readSubtask(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readString(),
        in.readMap(WireReader::readBytes));
  }
}
