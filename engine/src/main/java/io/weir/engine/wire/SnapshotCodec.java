package io.weir.engine.wire;

import io.weir.engine.checkpoint.NativeState;
import io.weir.engine.checkpoint.NativeState.NativeFile;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.InFlight;
import io.weir.engine.checkpoint.SubtaskSnapshot.OperatorSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.checkpoint.SubtaskSnapshot.TableSection;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.CodecSpec;
import java.util.List;
import java.util.Optional;

/** The form of a {@link SubtaskSnapshot} inside a message or a manifest. Thread: any. */
public final class SnapshotCodec {
  private SnapshotCodec() {}

  /** Writes the snapshot. */
  public static void write(WireWriter out, SubtaskSnapshot snapshot) {
    out.writeList(snapshot.files(), SnapshotCodec::writeFile);
    out.writeMap(snapshot.operators(), SnapshotCodec::writeOperator);
  }

  /** Reads a snapshot. */
  public static SubtaskSnapshot read(WireReader in) throws WireFormatException {
    return new SubtaskSnapshot(
        in.readList(SnapshotCodec::readFile), in.readMap(SnapshotCodec::readOperator));
  }

  private static void writeFile(WireWriter out, StateFile file) {
    out.writeString(file.name());
    out.writeLong(file.length());
    out.writeInt(file.crc32c());
  }

  private static StateFile readFile(WireReader in) throws WireFormatException {
    return new StateFile(in.readString(), in.readLong(), in.readInt());
  }

  private static void writeOperator(WireWriter out, OperatorSnapshot operator) {
    out.writeList(operator.keyed(), SnapshotCodec::writeSection);
    out.writeList(operator.nativeState().stream().toList(), SnapshotCodec::writeNative);
    out.writeMap(
        operator.operatorState(),
        (writer, entries) -> writer.writeList(entries, WireWriter::writeBytes));
    out.writeList(operator.broadcast(), SnapshotCodec::writeSection);
    out.writeList(operator.inFlight(), SnapshotCodec::writeInFlight);
    out.writeList(operator.inputWatermarks(), WireWriter::writeLong);
    out.writeBytes(operator.metrics());
  }

  private static OperatorSnapshot readOperator(WireReader in) throws WireFormatException {
    return new OperatorSnapshot(
        in.readList(SnapshotCodec::readSection),
        readNativeIfAny(in),
        in.readMap(reader -> reader.<Bytes>readList(WireReader::readBytes)),
        in.readList(SnapshotCodec::readSection),
        in.readList(SnapshotCodec::readInFlight),
        in.readList(WireReader::readLong),
        in.readBytes());
  }

  private static void writeInFlight(WireWriter out, InFlight elements) {
    out.writeInt(elements.port());
    out.writeBoolean(elements.keyed());
    out.writeString(elements.codec().urn());
    out.writeBytes(elements.codec().payload());
    writeSection(out, elements.section());
  }

  private static InFlight readInFlight(WireReader in) throws WireFormatException {
    return new InFlight(
        in.readInt(),
        in.readBoolean(),
        new CodecSpec(in.readString(), in.readBytes()),
        readSection(in));
  }

  private static void writeNative(WireWriter out, NativeState state) {
    out.writeString(state.backend());
    out.writeString(state.form());
    out.writeInt(state.keyGroups().first());
    out.writeInt(state.keyGroups().end());
    out.writeList(state.tables(), WireWriter::writeString);
    out.writeList(
        state.files(),
        (writer, file) -> {
          writer.writeString(file.name());
          writeFile(writer, file.stored());
        });
    writeSection(out, state.metadata());
    out.writeList(state.removed(), SnapshotCodec::writeSection);
  }

  private static Optional<NativeState> readNativeIfAny(WireReader in) throws WireFormatException {
    List<NativeState> states = in.readList(SnapshotCodec::readNative);
    if (states.size() > 1) {
      throw new WireFormatException(states.size() + " native states of one operator");
    }
    return states.stream().findFirst();
  }

  private static NativeState readNative(WireReader in) throws WireFormatException {
    return new NativeState(
        in.readString(),
        in.readString(),
        new KeyGroupRange(in.readInt(), in.readInt()),
        in.readList(WireReader::readString),
        in.readList(reader -> new NativeFile(reader.readString(), readFile(reader))),
        readSection(in),
        in.readList(SnapshotCodec::readSection));
  }

  private static void writeSection(WireWriter out, TableSection section) {
    out.writeString(section.table());
    out.writeInt(section.keyGroup());
    out.writeInt(section.file());
    out.writeLong(section.offset());
    out.writeLong(section.length());
    out.writeLong(section.entries());
  }

  private static TableSection readSection(WireReader in) throws WireFormatException {
    return new TableSection(
        in.readString(), in.readInt(), in.readInt(), in.readLong(), in.readLong(), in.readLong());
  }
}
