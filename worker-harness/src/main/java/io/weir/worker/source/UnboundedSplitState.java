package io.weir.worker.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.jspecify.annotations.Nullable;

/** What a snapshot keeps of a split of an unbounded source. */
final class UnboundedSplitState {
  private static final byte VERSION = 1;

  private final byte[] source;
  private final byte @Nullable [] mark;
  private final boolean ended;

  /**
   * A state.
   *
   * @param source the serialized split
   * @param mark the encoded checkpoint mark; null when reading begins at the start
   * @param ended whether the split has ended
   */
  UnboundedSplitState(byte[] source, byte @Nullable [] mark, boolean ended) {
    this.source = source;
    this.mark = mark;
    this.ended = ended;
  }

  static UnboundedSplitState fresh(byte[] source) {
    return new UnboundedSplitState(source, null, false);
  }

  byte[] source() {
    return source;
  }

  byte @Nullable [] mark() {
    return mark;
  }

  boolean ended() {
    return ended;
  }

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeBoolean(ended);
      out.writeInt(source.length);
      out.write(source);
      out.writeBoolean(mark != null);
      if (mark != null) {
        out.write(mark);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static UnboundedSplitState decode(byte[] entry) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry));
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("unknown version " + version + " of a split");
      }
      boolean ended = in.readBoolean();
      byte[] source = in.readNBytes(in.readInt());
      byte[] mark = in.readBoolean() ? in.readAllBytes() : null;
      return new UnboundedSplitState(source, mark, ended);
    } catch (IOException e) {
      throw new UncheckedIOException("the state of a split cannot be read", e);
    }
  }

  static byte @Nullable [] encodeMark(
      UnboundedSource<Object, CheckpointMark> source, CheckpointMark mark) throws IOException {
    Coder<CheckpointMark> coder = source.getCheckpointMarkCoder();
    if (coder == null) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    coder.encode(mark, bytes);
    return bytes.toByteArray();
  }

  static @Nullable CheckpointMark decodeMark(
      UnboundedSource<Object, CheckpointMark> source, byte @Nullable [] mark) throws IOException {
    Coder<CheckpointMark> coder = source.getCheckpointMarkCoder();
    return mark == null || coder == null ? null : coder.decode(new ByteArrayInputStream(mark));
  }
}
