package io.weir.engine.wire;

import io.weir.engine.config.CheckpointConfig;
import io.weir.engine.config.JobConfig;
import io.weir.engine.config.RestoreRules;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.JobSpec.Artifact;

/** The form of a {@link JobSpec} inside a message. */
final class JobCodec {
  private JobCodec() {}

  static void write(WireWriter out, JobSpec job) {
    out.writeString(job.id().value());
    out.writeString(job.name());
    GraphCodec.write(out, job.graph());
    writeConfig(out, job.config());
    out.writeList(job.artifacts(), JobCodec::writeArtifact);
  }

  static JobSpec read(WireReader in) throws WireFormatException {
    return new JobSpec(
        new JobId(in.readString()),
        in.readString(),
        GraphCodec.read(in),
        readConfig(in),
        in.readList(JobCodec::readArtifact));
  }

  static void writeConfig(WireWriter out, JobConfig config) {
    writeCheckpoints(out, config.checkpoints());
    out.writeString(config.restorePath());
    out.writeMap(config.restoreRules().renamedOperators(), WireWriter::writeString);
    out.writeBoolean(config.restoreRules().allowDroppedState());
    out.writeString(config.stateBackend());
    out.writeInt(config.maxRestarts());
    out.writeLong(config.maxRecordBytes());
    out.writeBoolean(config.rounds());
  }

  static JobConfig readConfig(WireReader in) throws WireFormatException {
    return new JobConfig(
        readCheckpoints(in),
        in.readString(),
        new RestoreRules(in.readMap(WireReader::readString), in.readBoolean()),
        in.readString(),
        in.readInt(),
        in.readLong(),
        in.readBoolean());
  }

  private static void writeCheckpoints(WireWriter out, CheckpointConfig config) {
    out.writeLong(config.intervalMs());
    out.writeLong(config.timeoutMs());
    out.writeLong(config.minPauseMs());
    out.writeInt(config.tolerableFailures());
    out.writeInt(config.retained());
    out.writeString(config.path());
    out.writeLong(config.alignedTimeoutMs());
    out.writeLong(config.largestBytes());
  }

  private static CheckpointConfig readCheckpoints(WireReader in) throws WireFormatException {
    return new CheckpointConfig(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        in.readString(),
        in.readLong(),
        in.readLong());
  }

  private static void writeArtifact(WireWriter out, Artifact artifact) {
    out.writeString(artifact.name());
    out.writeString(artifact.sha256());
    out.writeLong(artifact.size());
  }

  private static Artifact readArtifact(WireReader in) throws WireFormatException {
    return new Artifact(in.readString(), in.readString(), in.readLong());
  }
}
