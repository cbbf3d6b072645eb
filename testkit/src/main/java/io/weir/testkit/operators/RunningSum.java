package io.weir.testkit.operators;

import io.weir.engine.element.Key;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.state.OrderedTable;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Emits for every item the sum of its key so far, from keyed state. What it emits depends on the
 * order in which the items of a key arrive.
 */
final class RunningSum extends ItemOperator {
  private final OrderedTable sums;

  RunningSum(OperatorContext context) {
    super(context, 1);
    sums = context.keyedState().table("sums");
  }

  @Override
  void take(int input, @Nullable Key key, Item item) throws Exception {
    Key present = Objects.requireNonNull(key, "key");
    byte[] old = sums.get(present.keyGroup(), present.bytes());
    long sum = item.value() + (old == null ? 0 : ByteBuffer.wrap(old).getLong());
    sums.put(
        present.keyGroup(), present.bytes(), ByteBuffer.allocate(Long.BYTES).putLong(sum).array());
    emit(new Item("sum of " + item.origin(), item.number(), item.key(), item.timestamp(), sum));
  }
}
