package io.weir.worker.group.sorted;

import io.weir.engine.state.SortedEntries;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;

/** The groups in memory as the entries of a run. Thread: subtask thread. */
final class HeldRun<P> implements SortedEntries {
  private final Parts<P> parts;
  private final long number;
  private final Iterator<HeldGroup<P>> groups;
  private Iterator<byte[]> pieces = Collections.emptyIterator();
  private int keyGroup;
  private byte[] prefix = new byte[0];
  private int piece;
  private byte[] value = new byte[0];

  /**
   * The entries of a run.
   *
   * @param number the run's number
   */
  HeldRun(Collection<HeldGroup<P>> groups, Parts<P> parts, long number) {
    this.parts = parts;
    this.number = number;
    this.groups = groups.stream().sorted(HeldGroup.IN_ORDER).iterator();
  }

  @Override
  public boolean next() {
    if (!pieces.hasNext()) {
      if (!groups.hasNext()) {
        return false;
      }
      HeldGroup<P> group = groups.next();
      group.part = parts.compact(group.part);
      pieces = parts.encode(group.part);
      keyGroup = group.key.keyGroup();
      prefix = group.prefix();
      piece = -1;
    }
    piece++;
    value = pieces.next();
    return true;
  }

  @Override
  public int keyGroup() {
    return keyGroup;
  }

  @Override
  public byte[] key() {
    return RunKey.of(prefix, number, piece);
  }

  @Override
  public byte[] value() {
    return value;
  }
}
