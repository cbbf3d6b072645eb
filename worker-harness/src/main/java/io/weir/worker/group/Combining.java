package io.weir.worker.group;

import io.weir.worker.group.sorted.CombinedParts;
import io.weir.worker.state.CellBytes;
import io.weir.worker.state.TableWriter;
import org.jspecify.annotations.Nullable;

/**
 * Combines the values of a group into one accumulator, the entry of the prefix.
 *
 * <p>Thread: subtask thread.
 */
record Combining<A>(CombinedParts<A> parts) implements Grouping<A> {

  @Override
  public A create() {
    return parts.create();
  }

  @Override
  public A add(A content, @Nullable Object value) {
    return parts.add(content, value);
  }

  @Override
  public boolean growsByValue() {
    return parts.growsByValue();
  }

  @Override
  public byte[] sample(A content, @Nullable Object value) {
    return parts.sample(content, value);
  }

  @Override
  public @Nullable Object output(A content) {
    return parts.output(content);
  }

  @Override
  public A write(A content, byte[] head, int keyGroup, byte[] prefix, TableWriter writer) {
    A compact = parts.compact(content);
    writer.put(keyGroup, prefix, CellBytes.concat(head, CellBytes.encode(parts.coder(), compact)));
    return compact;
  }

  @Override
  public A resume(byte[] entry, int offset) {
    return CellBytes.decode(parts.coder(), entry, offset);
  }

  @Override
  public @Nullable Object output(StoredGroup group) {
    return output(resume(group.head(), Group.HEAD_BYTES));
  }
}
