package io.weir.testkit.sim;

import io.weir.engine.channel.ChannelWriter;
import io.weir.engine.control.ChannelId;
import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Signal;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.element.StreamItem;
import io.weir.testkit.operators.Item;

/** Checks what a subtask sends: watermarks never fall, nothing is earlier than promised. */
final class CheckedWriter implements ChannelWriter {
  private final ChannelWriter next;
  private final ChannelId id;
  private final Census census;
  private long watermark = Watermark.MIN;
  private long lastBarrier = -1;
  private boolean ended;

  CheckedWriter(ChannelWriter next, ChannelId id, Census census) {
    this.next = next;
    this.id = id;
    this.census = census;
  }

  @Override
  public void write(StreamItem item) {
    if (item instanceof ElementBatch batch) {
      check(!ended, "elements after end of data");
      for (int i = 0; i < batch.size(); i++) {
        Item element = (Item) batch.element(i);
        check(element.timestamp() >= watermark, element + " after watermark " + watermark);
      }
    } else if (item instanceof Watermark mark) {
      check(!ended, "a watermark after end of data");
      check(mark.timestamp() >= watermark, mark + " after watermark " + watermark);
      watermark = mark.timestamp();
    } else if (item instanceof Signal.Barrier barrier) {
      check(barrier.checkpointId() > lastBarrier, barrier + " after barrier " + lastBarrier);
      lastBarrier = barrier.checkpointId();
    } else if (item instanceof Signal.EndOfData) {
      check(!ended, "two ends of data");
      ended = true;
    }
    next.write(item);
  }

  private void check(boolean holds, String broken) {
    if (!holds) {
      census.violated(id + ": " + broken);
    }
  }

  @Override
  public boolean isWritable() {
    return next.isWritable();
  }

  @Override
  public int backlog() {
    return next.backlog();
  }

  @Override
  public void close() {
    census.closed(this);
    next.close();
  }

  @Override
  public String toString() {
    return "writer of " + id;
  }
}
