package io.weir.testkit.operators;

import io.weir.engine.element.Key;
import io.weir.engine.operator.OperatorContext;
import org.jspecify.annotations.Nullable;

/** Changes the value of every item. */
final class MapOperator extends ItemOperator {
  MapOperator(OperatorContext context) {
    super(context, 1);
  }

  @Override
  void take(int input, @Nullable Key key, Item item) throws Exception {
    emit(
        new Item(item.origin(), item.number(), item.key(), item.timestamp(), item.value() * 3 + 1));
  }
}
