package io.weir.testkit.operators;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Key;
import io.weir.engine.operator.EdgeCodec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The codec of edges that carry items. */
public final class ItemCodec implements EdgeCodec {
  private final int maxParallelism;

  /** A codec for a job with the given number of key groups. */
  public ItemCodec(int maxParallelism) {
    this.maxParallelism = maxParallelism;
  }

  /** The key of an item as the engine sees it. */
  public static Key keyOf(Item item, int maxParallelism) {
    return Key.of(item.key().getBytes(StandardCharsets.UTF_8), maxParallelism);
  }

  @Override
  public Key keyOf(Object element) {
    return keyOf((Item) element, maxParallelism);
  }

  @Override
  public int encode(ElementBatch batch, int from, OutputStream out, int softLimit)
      throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeBoolean(batch.isKeyed());
    int i = from;
    do {
      write((Item) batch.element(i++), data);
    } while (i < batch.size() && data.size() < softLimit);
    return i;
  }

  @Override
  public ElementBatch decode(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    boolean keyed = data.readBoolean();
    List<Item> items = new ArrayList<>();
    while (data.available() > 0) {
      items.add(read(data));
    }
    ElementBatch batch =
        keyed ? ElementBatch.keyed(items.size()) : ElementBatch.unkeyed(items.size());
    for (Item item : items) {
      if (keyed) {
        batch.add(keyOf(item), item);
      } else {
        batch.add(item);
      }
    }
    return batch;
  }

  static void write(Item item, DataOutputStream out) throws IOException {
    out.writeUTF(item.origin());
    out.writeLong(item.number());
    out.writeUTF(item.key());
    out.writeLong(item.timestamp());
    out.writeLong(item.value());
  }

  static Item read(DataInputStream in) throws IOException {
    return new Item(in.readUTF(), in.readLong(), in.readUTF(), in.readLong(), in.readLong());
  }
}
