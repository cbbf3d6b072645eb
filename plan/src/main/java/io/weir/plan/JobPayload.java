package io.weir.plan;

import io.weir.engine.graph.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.beam.model.pipeline.v1.RunnerApi;

/**
 * What all operators of a job share: the payload of its job graph.
 *
 * @param pipeline the pipeline as it was planned, with what the plan added to it; operator payloads
 *     name its transforms and PCollections
 * @param optionsJson the pipeline options, as {@code PipelineOptionsTranslation.toJson} writes them
 */
public record JobPayload(RunnerApi.Pipeline pipeline, String optionsJson) {
  private static final byte VERSION = 1;

  /** These bytes are the payload of the job graph. */
  public Bytes toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeByte(VERSION);
      writeBlock(out, pipeline.toByteArray());
      writeBlock(out, optionsJson.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.copyOf(bytes.toByteArray());
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException if the version or the bytes are not understood
   */
  public static JobPayload parse(Bytes bytes) {
    DataInputStream in = new DataInputStream(bytes.newInput());
    try {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("unknown version " + version + " of the job payload");
      }
      RunnerApi.Pipeline pipeline = RunnerApi.Pipeline.parseFrom(readBlock(in));
      return new JobPayload(pipeline, new String(readBlock(in), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalArgumentException("the job payload cannot be read", e);
    }
  }

  private static void writeBlock(DataOutputStream out, byte[] block) throws IOException {
    out.writeInt(block.length);
    out.write(block);
  }

  private static byte[] readBlock(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] block = in.readNBytes(Math.max(0, length));
    if (block.length != length) {
      throw new IOException("block of " + length + " bytes is cut off");
    }
    return block;
  }
}
