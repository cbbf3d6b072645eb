package io.weir.engine.wire;

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
    out.writeLong(config.checkpointIntervalMs());
    out.writeLong(config.checkpointTimeoutMs());
    out.writeLong(config.minPauseMs());
    out.writeInt(config.tolerableFailures());
    out.writeInt(config.retainedCheckpoints());
    out.writeInt(config.maxRestarts());
    out.writeString(config.checkpointPath());
    out.writeString(config.restorePath());
    out.writeString(config.stateBackend());
    out.writeLong(config.maxRecordBytes());
    out.writeMap(config.restoreRules().renamedOperators(), WireWriter::writeString);
    out.writeBoolean(config.restoreRules().allowDroppedState());
    out.writeBoolean(config.rounds());
    out.writeLong(config.alignedTimeoutMs());
    out.writeLong(config.largestCheckpointBytes());
  }

  static JobConfig readConfig(WireReader in) throws WireFormatException {
    return new JobConfig(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readLong(),
        new RestoreRules(in.readMap(WireReader::readString), in.readBoolean()),
        in.readBoolean(),
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
