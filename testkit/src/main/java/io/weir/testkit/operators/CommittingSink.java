package io.weir.testkit.operators;

import io.weir.engine.element.Key;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A transactional sink: what came before a barrier is one transaction, which is part of the
 * snapshot and is published when the checkpoint is complete. Transactions that a snapshot brings
 * back belong to a complete checkpoint, so they are published at once; publishing one twice has no
 * effect.
 */
final class CommittingSink extends ItemOperator {
  private static final String PENDING = "pending";

  private final PublishedItems published;
  private final TreeMap<Long, byte[]> pending = new TreeMap<>();
  private List<Item> open = new ArrayList<>();

  CommittingSink(OperatorContext context, PublishedItems published) throws IOException {
    super(context, 1);
    this.published = published;
    for (byte[] transaction : context.operatorState().get(PENDING)) {
      publish(transaction);
    }
  }

  @Override
  void take(int input, @Nullable Key key, Item item) {
    open.add(item);
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) throws IOException {
    if (!open.isEmpty()) {
      pending.put(snapshot.checkpointId(), transaction(snapshot.checkpointId()));
      open = new ArrayList<>();
    }
    context().operatorState().set(PENDING, List.copyOf(pending.values()));
    return SnapshotStep.DONE;
  }

  private byte[] transaction(long checkpointId) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(
        "%s/%s/%d/%d"
            .formatted(
                context().location().jobName(),
                context().location().stableName(),
                context().location().subtaskIndex(),
                checkpointId));
    out.writeInt(open.size());
    for (Item item : open) {
      ItemCodec.write(item, out);
    }
    return bytes.toByteArray();
  }

  @Override
  public void checkpointCompleted(long checkpointId) throws Exception {
    for (byte[] transaction : pending.headMap(checkpointId, true).values()) {
      publish(transaction);
    }
    pending.headMap(checkpointId, true).clear();
  }

  private void publish(byte[] transaction) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(transaction));
    String id = in.readUTF();
    List<Item> items = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      items.add(ItemCodec.read(in));
    }
    published.publish(id, items);
  }
}
