package io.weir.worker.timer;

import io.weir.engine.timer.Timer;
import io.weir.engine.timer.TimerDomain;
import io.weir.worker.state.CellBytes;
import io.weir.worker.state.Namespaces;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.beam.runners.core.StateNamespace;
import org.apache.beam.runners.core.TimerInternals.TimerData;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.values.CausedByDrain;
import org.joda.time.Instant;

/**
 * The binary form of Beam timers: the id is {@code [namespace][family][timer id]}, which is a
 * timer's identity; the payload is the output timestamp and the domain. Part of the snapshot
 * format.
 *
 * <p>Thread: subtask thread.
 */
final class TimerBytes {
  private final Namespaces namespaces;

  TimerBytes(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  byte[] id(StateNamespace namespace, String family, String timerId) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CellBytes.writePart(out, namespaces.encode(namespace));
    CellBytes.writePart(out, family.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(timerId.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  static byte[] payload(Instant outputTimestamp, TimeDomain domain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(9);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(outputTimestamp.getMillis());
      out.writeByte(codeOf(domain));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  TimerData decode(Timer timer) {
    try (DataInputStream id = new DataInputStream(new ByteArrayInputStream(timer.id()));
        DataInputStream payload = new DataInputStream(new ByteArrayInputStream(timer.payload()))) {
      StateNamespace namespace = namespaces.decode(readPart(id));
      String family = new String(readPart(id), StandardCharsets.UTF_8);
      String timerId = new String(id.readAllBytes(), StandardCharsets.UTF_8);
      Instant outputTimestamp = Instant.ofEpochMilli(payload.readLong());
      return TimerData.of(
          timerId,
          family,
          namespace,
          Instant.ofEpochMilli(timer.timeMs()),
          outputTimestamp,
          domainOf(payload.readByte()),
          CausedByDrain.NORMAL);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored timer cannot be read", e);
    }
  }

  private static byte[] readPart(DataInputStream in) throws IOException {
    int length = 0;
    int shift = 0;
    int next;
    do {
      next = in.readUnsignedByte();
      length |= (next & 0x7f) << shift;
      shift += 7;
    } while (next >= 0x80);
    return in.readNBytes(length);
  }

  static TimerDomain engineDomain(TimeDomain domain) {
    return domain == TimeDomain.EVENT_TIME ? TimerDomain.EVENT_TIME : TimerDomain.PROCESSING_TIME;
  }

  private static int codeOf(TimeDomain domain) {
    return switch (domain) {
      case EVENT_TIME -> 0;
      case PROCESSING_TIME -> 1;
      case SYNCHRONIZED_PROCESSING_TIME -> 2;
    };
  }

  private static TimeDomain domainOf(byte code) {
    return switch (code) {
      case 0 -> TimeDomain.EVENT_TIME;
      case 1 -> TimeDomain.PROCESSING_TIME;
      case 2 -> TimeDomain.SYNCHRONIZED_PROCESSING_TIME;
      default -> throw new IllegalStateException("unknown time domain " + code);
    };
  }
}
