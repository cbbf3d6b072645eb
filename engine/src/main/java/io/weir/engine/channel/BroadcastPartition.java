package io.weir.engine.channel;

import io.weir.engine.element.ElementBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A BROADCAST edge: every element goes to every subtask, in shared batches. */
public final class BroadcastPartition extends ResultPartition {
  private @Nullable ElementBatch batch;

  /** A partition over the channels to all consumers. */
  public BroadcastPartition(List<ChannelWriter> writers, Overdraft overdraft) {
    super(writers, overdraft);
  }

  @Override
  public void emit(Object element) throws Exception {
    ElementBatch current = batch;
    if (current == null) {
      current = ElementBatch.unkeyed(Subpartition.BATCH);
      batch = current;
    }
    current.add(element);
    if (current.isFull()) {
      flush();
    }
  }

  @Override
  public void flush() throws Exception {
    ElementBatch current = batch;
    if (current != null) {
      batch = null;
      writeToAll(current);
    }
  }

  @Override
  boolean hasRoom() {
    return allHaveRoom();
  }
}
