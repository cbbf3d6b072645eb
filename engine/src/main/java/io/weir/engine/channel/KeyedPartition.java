package io.weir.engine.channel;

import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroups;
import io.weir.engine.operator.EdgeCodec;
import java.util.List;

/** A KEYED edge: each element goes to the subtask that owns its key's key group. */
public final class KeyedPartition extends ResultPartition {
  private final EdgeCodec codec;
  private final Subpartition[] byKeyGroup;

  /**
   * A keyed partition.
   *
   * @param writers the channels, by index of the consuming subtask
   * @param codec makes the key of an element
   * @param maxParallelism number of key groups of the job
   */
  public KeyedPartition(
      List<ChannelWriter> writers, Overdraft overdraft, EdgeCodec codec, int maxParallelism) {
    super(writers, overdraft);
    this.codec = codec;
    byKeyGroup = new Subpartition[maxParallelism];
    for (int group = 0; group < maxParallelism; group++) {
      byKeyGroup[group] = consumers()[KeyGroups.subtaskOf(group, writers.size(), maxParallelism)];
    }
  }

  @Override
  public void emit(Object element) throws Exception {
    Key key = codec.keyOf(element);
    Subpartition consumer = byKeyGroup[key.keyGroup()];
    if (consumer.add(key, element)) {
      flush(consumer);
    }
  }

  @Override
  public void flush() throws Exception {
    for (Subpartition consumer : consumers()) {
      flush(consumer);
    }
  }

  @Override
  boolean hasRoom() {
    return allHaveRoom();
  }
}
