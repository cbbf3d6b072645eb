package io.weir.state.rocksdb;

import io.weir.engine.state.OrderedTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A scan of entries below and changes above; where both have a key the change counts. Thread: one
 * at a time.
 */
final class LayeredCursor implements OrderedTable.Cursor {
  private final OrderedTable.Cursor below;
  private final OrderedTable.Cursor above;
  private byte @Nullable [] keyBelow;
  private byte @Nullable [] keyAbove;
  // Which of the two the current entry was, and so have to move on.
  private boolean tookBelow = true;
  private boolean tookAbove = true;

  LayeredCursor(OrderedTable.Cursor below, OrderedTable.Cursor above) {
    this.below = below;
    this.above = above;
  }

  @Override
  public boolean next() {
    do {
      if (!advance()) {
        return false;
      }
    } while (tookAbove && FrozenTable.isRemoved(above.value()));
    return true;
  }

  private boolean advance() {
    if (tookBelow) {
      keyBelow = below.next() ? below.key() : null;
    }
    if (tookAbove) {
      keyAbove = above.next() ? above.key() : null;
    }
    byte[] lower = keyBelow;
    byte[] upper = keyAbove;
    int order;
    if (lower == null || upper == null) {
      order = upper == null ? -1 : 1;
    } else {
      order = Arrays.compareUnsigned(lower, upper);
    }
    tookBelow = lower != null && order <= 0;
    tookAbove = upper != null && order >= 0;
    return tookBelow || tookAbove;
  }

  @Override
  public byte[] key() {
    byte[] key = tookAbove ? keyAbove : keyBelow;
    if (key == null) {
      throw new IllegalStateException("no current entry");
    }
    return key;
  }

  @Override
  public byte[] value() {
    return tookAbove ? above.value() : below.value();
  }

  @Override
  public void close() {
    below.close();
    above.close();
  }
}
