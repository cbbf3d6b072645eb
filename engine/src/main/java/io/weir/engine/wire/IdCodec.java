package io.weir.engine.wire;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.Failure;
import io.weir.engine.control.JobId;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerId;

/** The forms of the small values that many messages carry. */
final class IdCodec {
  private IdCodec() {}

  static void writeAttempt(WireWriter out, AttemptId attempt) {
    out.writeString(attempt.job().value());
    out.writeInt(attempt.number());
  }

  static AttemptId readAttempt(WireReader in) throws WireFormatException {
    return new AttemptId(new JobId(in.readString()), in.readInt());
  }

  static void writeSubtask(WireWriter out, SubtaskId subtask) {
    out.writeInt(subtask.vertex());
    out.writeInt(subtask.index());
  }

  static SubtaskId readSubtask(WireReader in) throws WireFormatException {
    return new SubtaskId(in.readInt(), in.readInt());
  }

  static void writeWorker(WireWriter out, WorkerId worker) {
    out.writeString(worker.value());
  }

  static WorkerId readWorker(WireReader in) throws WireFormatException {
    return new WorkerId(in.readString());
  }

  static void writeFailure(WireWriter out, Failure failure) {
    out.writeString(failure.className());
    out.writeString(failure.message());
    out.writeString(failure.stackTrace());
    out.writeString(failure.where());
  }

  static Failure readFailure(WireReader in) throws WireFormatException {
    return new Failure(in.readString(), in.readString(), in.readString(), in.readString());
  }
}
