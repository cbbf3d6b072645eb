package io.weir.worker.group.sorted;

import io.weir.engine.element.Key;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The part of a group that is in memory. Thread: subtask thread. */
final class HeldGroup<P> {
  /** The order of runs: by key group, then as the table orders the groups' entries. */
  static final Comparator<HeldGroup<?>> IN_ORDER =
      Comparator.<HeldGroup<?>>comparingInt(group -> group.key.keyGroup())
          .thenComparing(group -> group.prefix(), Arrays::compareUnsigned);

  final Key key;
  final @Nullable Object userKey;
  P part;
  private byte @Nullable [] prefix;

  HeldGroup(Key key, @Nullable Object userKey, P part) {
    this.key = key;
    this.userKey = userKey;
    this.part = part;
  }

  /** What the keys of the group's entries begin with. */
  byte[] prefix() {
    byte[] known = prefix;
    if (known == null) {
      known = RunKey.prefix(key.bytes());
      prefix = known;
    }
    return known;
  }
}
