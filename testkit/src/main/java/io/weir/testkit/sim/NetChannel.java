package io.weir.testkit.sim;

import io.weir.engine.channel.ChannelReader;
import io.weir.engine.channel.ChannelWriter;
import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Signal;
import io.weir.engine.element.StreamItem;
import io.weir.engine.operator.EdgeCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel between two workers: batches travel as bytes, in frames of random size, each after a
 * random time, in order. It breaks some time after either process died; what was under way may
 * still arrive before that.
 */
final class NetChannel {
  private static final int BOUND = 16;

  private final String name;
  private final EventLoop loop;
  private final Faults faults;
  private final Deque<Object> arrived = new ArrayDeque<>();
  private @Nullable SimProcess reader;
  private @Nullable EdgeCodec readerCodec;
  private Runnable onAvailable = () -> {};
  private Runnable onWritable = () -> {};
  private int backlog;
  private boolean broken;
  private boolean readerClosed;
  private long lastNanos;

  NetChannel(String name, EventLoop loop, Faults faults) {
    this.name = name;
    this.loop = loop;
    this.faults = faults;
  }

  ChannelWriter openWriter(SimProcess process, EdgeCodec codec, Runnable listener) {
    onWritable = process.guard(listener);
    breakWith(process);
    return new Writer(codec);
  }

  ChannelReader openReader(SimProcess process, EdgeCodec codec, Runnable listener) {
    reader = process;
    readerCodec = codec;
    onAvailable = process.guard(listener);
    breakWith(process);
    return new Reader();
  }

  private void breakWith(SimProcess process) {
    process.onKill(() -> loop.after(faults.messageDelayNanos(), this::breakNow));
  }

  private void breakNow() {
    broken = true;
    onAvailable.run();
  }

  private void send(Object frame) {
    backlog++;
    lastNanos = Math.max(lastNanos, loop.nowNanos() + faults.messageDelayNanos());
    loop.at(
        lastNanos,
        () -> {
          if (!broken && !readerClosed) {
            arrived.add(frame);
            onAvailable.run();
          }
        });
  }

  private final class Writer implements ChannelWriter {
    private final EdgeCodec codec;

    Writer(EdgeCodec codec) {
      this.codec = codec;
    }

    @Override
    public void write(StreamItem item) {
      if (!(item instanceof ElementBatch batch)) {
        send(item);
        return;
      }
      try {
        for (int from = 0; from < batch.size(); ) {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          from = codec.encode(batch, from, bytes, 1 + loop.random().nextInt(1_000));
          send(bytes.toByteArray());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean isWritable() {
      return readerClosed || backlog < BOUND;
    }

    @Override
    public int backlog() {
      return backlog;
    }

    @Override
    public void close() {
      onWritable = () -> {};
    }
  }

  private final class Reader implements ChannelReader {
    @Override
    public @Nullable StreamItem poll() throws IOException {
      Object frame = arrived.poll();
      if (frame == null) {
        if (broken) {
          throw new IOException("connection lost: " + name);
        }
        return null;
      }
      backlog--;
      if (backlog == BOUND / 2) {
        loop.after(faults.messageDelayNanos(), onWritable);
      }
      return item(frame);
    }

    private StreamItem item(Object frame) throws IOException {
      return frame instanceof byte[] bytes ? decode(bytes) : (StreamItem) frame;
    }

    private ElementBatch decode(byte[] bytes) throws IOException {
      EdgeCodec codec = readerCodec;
      if (codec == null) {
        throw new IllegalStateException("not opened");
      }
      return codec.decode(new ByteArrayInputStream(bytes));
    }

    @Override
    public boolean holdsBarrier(long checkpointId) {
      return arrived.stream().anyMatch(frame -> isBarrier(frame, checkpointId));
    }

    private static boolean isBarrier(Object frame, long checkpointId) {
      return frame instanceof Signal.Barrier barrier && barrier.checkpointId() == checkpointId;
    }

    @Override
    public List<StreamItem> overtake(long checkpointId) {
      List<StreamItem> overtaken = new ArrayList<>();
      Iterator<Object> frames = arrived.iterator();
      try {
        for (Object frame = frames.next(); ; frame = frames.next()) {
          if (isBarrier(frame, checkpointId)) {
            frames.remove();
            backlog--;
            return overtaken;
          }
          overtaken.add(item(frame));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      readerClosed = true;
      arrived.clear();
      loop.after(faults.messageDelayNanos(), onWritable);
    }
  }

  /** Whether a living process reads it. */
  boolean isRead() {
    SimProcess process = reader;
    return process != null && process.isAlive() && !readerClosed;
  }
}
