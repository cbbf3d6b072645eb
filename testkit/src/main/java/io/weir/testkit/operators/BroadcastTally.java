package io.weir.testkit.operators;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.engine.state.OrderedTable;
import io.weir.engine.state.OrderedTable.Cursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the items of input 0, keeps those of input 1 in broadcast state, and at the end of both
 * emits on every subtask how many it has seen of the latter.
 */
final class BroadcastTally extends ItemOperator {
  private static final String TOLD = "told";

  private final OrderedTable side;
  private boolean told;

  BroadcastTally(OperatorContext context) {
    super(context, 2);
    side = context.broadcastState().table("side");
    for (byte[] entry : context.operatorState().get(TOLD)) {
      told |= entry[0] == 1;
    }
  }

  @Override
  void take(int input, @Nullable Key key, Item item) throws Exception {
    if (input == 0) {
      emit(item);
      return;
    }
    byte[] id = (item.origin() + " " + item.number()).getBytes(StandardCharsets.UTF_8);
    if (side.get(0, id) != null) {
      throw new IllegalStateException("seen twice: " + item);
    }
    side.put(0, id, ByteBuffer.allocate(Long.BYTES).putLong(item.value()).array());
  }

  @Override
  public boolean finish() throws Exception {
    if (!told) {
      long count = 0;
      long sum = 0;
      try (Cursor cursor = side.scan(0, new byte[0], null)) {
        while (cursor.next()) {
          count++;
          sum += ByteBuffer.wrap(cursor.value()).getLong();
        }
      }
      int index = context().location().subtaskIndex();
      told = true;
      emit(new Item("tally " + index, count, "tally", Watermark.MAX, sum));
    }
    return true;
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) {
    context().operatorState().set(TOLD, List.of(new byte[] {(byte) (told ? 1 : 0)}));
    return SnapshotStep.DONE;
  }
}
