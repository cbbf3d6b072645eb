package io.weir.engine.channel;

import java.util.List;

/** A FORWARD edge: everything goes to the subtask with the same index. */
public final class ForwardPartition extends ResultPartition {
  private final Subpartition consumer;

  /** A partition with one consumer. */
  public ForwardPartition(ChannelWriter writer, Overdraft overdraft) {
    super(List.of(writer), overdraft);
    consumer = consumers()[0];
  }

  @Override
  public void emit(Object element) throws Exception {
    if (consumer.add(element)) {
      flush(consumer);
    }
  }

  @Override
  public void flush() throws Exception {
    flush(consumer);
  }

  @Override
  boolean hasRoom() {
    return consumer.isWritable();
  }
}
