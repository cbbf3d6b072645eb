package io.weir.engine.snapshot;

import io.weir.engine.control.JobId;
import io.weir.engine.graph.Bytes;
import io.weir.engine.snapshot.CheckpointManifest.VertexSnapshot;
import io.weir.engine.wire.Envelope;
import io.weir.engine.wire.SnapshotCodec;
import io.weir.engine.wire.WireFormatException;
import io.weir.engine.wire.WireReader;
import io.weir.engine.wire.WireWriter;

/** The stored form of a {@link CheckpointManifest}. Thread: any. */
public final class ManifestCodec {
  /**
   * The version counts the form of all that is stored with a manifest, so that of state as well: a
   * change of how a cell lies in its table is a new version.
   */
  private static final int VERSION = 4;

  // "WMAN"
  private static final Envelope ENVELOPE = new Envelope(0x574d414e, VERSION);

  private ManifestCodec() {}

  /** The manifest as bytes, recognizable and checksummed. */
  public static byte[] encode(CheckpointManifest manifest) {
    WireWriter out = new WireWriter();
    out.writeString(manifest.job().value());
    out.writeString(manifest.jobName());
    out.writeLong(manifest.checkpointId());
    out.writeInt(manifest.maxParallelism());
    out.writeBoolean(manifest.isFinal());
    out.writeBytes(manifest.stateSchema());
    out.writeList(manifest.vertices(), ManifestCodec::writeVertex);
    out.writeMap(
        manifest.metricsBase(), (writer, cells) -> writer.writeList(cells, WireWriter::writeBytes));
    return ENVELOPE.seal(out.toByteArray());
  }

  /**
   * The manifest in the bytes.
   *
   * @throws WireFormatException they are damaged or of a version not known here
   */
  public static CheckpointManifest decode(byte[] bytes) throws WireFormatException {
    WireReader in = new WireReader(ENVELOPE.open(bytes));
    try {
      CheckpointManifest manifest =
          new CheckpointManifest(
              new JobId(in.readString()),
              in.readString(),
              in.readLong(),
              in.readInt(),
              in.readBoolean(),
              in.readBytes(),
              in.readList(ManifestCodec::readVertex),
              in.readMap(reader -> reader.<Bytes>readList(WireReader::readBytes)));
      in.expectEnd();
      return manifest;
    } catch (IllegalArgumentException e) {
      throw new WireFormatException("a manifest with impossible content", e);
    }
  }

  private static void writeVertex(WireWriter out, VertexSnapshot vertex) {
    out.writeInt(vertex.id());
    out.writeString(vertex.name());
    out.writeList(vertex.subtasks(), SnapshotCodec::write);
  }

  private static VertexSnapshot readVertex(WireReader in) throws WireFormatException {
    return new VertexSnapshot(in.readInt(), in.readString(), in.readList(SnapshotCodec::read));
  }
}
