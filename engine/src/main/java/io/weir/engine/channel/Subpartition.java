package io.weir.engine.channel;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Key;
import io.weir.engine.element.Signal;
import org.jspecify.annotations.Nullable;

/**
 * One channel of a result partition and the batch that is being filled for it.
 *
 * <p>Thread: the producing subtask's thread.
 */
final class Subpartition {
  /** Elements of a full batch. */
  static final int BATCH = 256;

  /** With this number of items waiting the producer is parked, even inside user code. */
  static final int OVERDRAFT = 4 * LocalChannel.BOUND;

  private final ChannelWriter writer;
  private final Overdraft overdraft;
  private @Nullable ElementBatch batch;

  Subpartition(ChannelWriter writer, Overdraft overdraft) {
    this.writer = writer;
    this.overdraft = overdraft;
  }

  /** Adds an element; true when the batch is full and must be flushed. */
  boolean add(Object element) {
    ElementBatch current = batch;
    if (current == null) {
      current = ElementBatch.unkeyed(BATCH);
      batch = current;
    }
    current.add(element);
    return current.isFull();
  }

  /** Adds an element with its key; true when the batch is full and must be flushed. */
  boolean add(Key key, Object element) {
    ElementBatch current = batch;
    if (current == null) {
      current = ElementBatch.keyed(BATCH);
      batch = current;
    }
    current.add(key, element);
    return current.isFull();
  }

  /** The number of elements in the batch that is being filled. */
  int pending() {
    ElementBatch current = batch;
    return current == null ? 0 : current.size();
  }

  /**
   * Hands over the batch that is being filled, if there is one.
   *
   * @return the number of elements handed over
   */
  int flush() throws Exception {
    ElementBatch current = batch;
    if (current == null) {
      return 0;
    }
    batch = null;
    write(current);
    return current.size();
  }

  /** Hands over a whole batch. */
  void write(ElementBatch elements) throws Exception {
    writer.write(elements);
    if (writer.backlog() > OVERDRAFT) {
      overdraft.await(writer);
    }
  }

  void signal(Signal signal) {
    writer.write(signal);
  }

  boolean isWritable() {
    return writer.isWritable();
  }

  int backlog() {
    return writer.backlog();
  }

  void close() {
    writer.close();
  }
}
