package io.weir.engine.channel;

import io.weir.engine.element.Signal;
import io.weir.engine.element.StreamItem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A first-in first-out queue from one producing to one consuming thread, without locks. Items are
 * handed over by reference.
 *
 * <p>Each side announces that it goes to sleep in a volatile flag and then looks once more; the
 * other side changes the queue first and looks at the flag afterwards. So one of the two always
 * sees the other, and no wake-up is lost.
 */
final class LocalChannel implements ChannelWriter, ChannelReader {
  /** With this number of items waiting the channel is not writable. */
  static final int BOUND = 16;

  /** A producer that was stopped is called back when no more than this number of items wait. */
  static final int RESUME = BOUND / 2;

  private final AtomicLong produced = new AtomicLong();
  private final AtomicLong consumed = new AtomicLong();
  private volatile boolean consumerSleeps;
  private volatile boolean producerSleeps;
  private volatile Runnable onAvailable = LocalChannel::nobody;
  private volatile Runnable onWritable = LocalChannel::nobody;
  private Node tail = new Node(null);
  private Node head = tail;

  private static void nobody() {}

  /** Sets the producer's listener, before the first write. */
  void listenWritable(Runnable listener) {
    onWritable = listener;
  }

  /** Sets the consumer's listener, before the first poll. */
  void listenAvailable(Runnable listener) {
    onAvailable = listener;
  }

  @Override
  public void write(StreamItem item) {
    Node node = new Node(item);
    produced.lazySet(produced.get() + 1);
    tail.next = node;
    tail = node;
    if (consumerSleeps) {
      consumerSleeps = false;
      onAvailable.run();
    }
  }

  @Override
  public boolean isWritable() {
    if (backlog() < BOUND) {
      return true;
    }
    producerSleeps = true;
    if (backlog() < BOUND) {
      producerSleeps = false;
      return true;
    }
    return false;
  }

  @Override
  public int backlog() {
    return (int) (produced.get() - consumed.get());
  }

  @Override
  public @Nullable StreamItem poll() {
    StreamItem item;
    do {
      Node node = head.next;
      if (node == null) {
        consumerSleeps = true;
        node = head.next;
        if (node == null) {
          return null;
        }
        consumerSleeps = false;
      }
      item = take(node);
    } while (item == null); // a barrier was there before it overtook what was in front of it
    return item;
  }

  private @Nullable StreamItem take(Node node) {
    StreamItem item = node.item;
    node.item = null;
    head = node;
    consumed.set(consumed.get() + 1);
    if (producerSleeps && backlog() <= RESUME) {
      producerSleeps = false;
      onWritable.run();
    }
    return item;
  }

  @Override
  public boolean holdsBarrier(long checkpointId) {
    if (barrier(checkpointId) != null) {
      return true;
    }
    // Not taken back: what has come since may not have been told of, and a poll relies on that.
    consumerSleeps = true;
    return barrier(checkpointId) != null;
  }

  @Override
  public List<StreamItem> overtake(long checkpointId) {
    Node barrier = barrier(checkpointId);
    if (barrier == null) {
      throw new IllegalStateException("no barrier of checkpoint " + checkpointId);
    }
    List<StreamItem> overtaken = new ArrayList<>();
    for (Node node = head.next; node != null && node != barrier; node = node.next) {
      StreamItem item = node.item;
      if (item != null) {
        overtaken.add(item);
      }
    }
    // The node itself may be the one to which the producer appends.
    barrier.item = null;
    return overtaken;
  }

  private @Nullable Node barrier(long checkpointId) {
    Node node = head.next;
    while (node != null
        && !(node.item instanceof Signal.Barrier barrier
            && barrier.checkpointId() == checkpointId)) {
      node = node.next;
    }
    return node;
  }

  @Override
  public void close() {}

  private static final class Node {
    private @Nullable StreamItem item;
    private volatile @Nullable Node next;

    Node(@Nullable StreamItem item) {
      this.item = item;
    }
  }
}
