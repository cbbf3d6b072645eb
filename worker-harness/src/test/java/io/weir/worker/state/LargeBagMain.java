package io.weir.worker.state;

import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.state.rocksdb.RocksKeyedStateBackendProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import org.apache.beam.runners.core.StateNamespaces;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.StateTags;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;

/**
 * Fills a bag in RocksDB and reads it twice. Arguments: a directory, the number of elements, bytes
 * of each. Prints how many elements it read.
 */
final class LargeBagMain {
  private static final StateTag<BagState<byte[]>> BAG =
      StateTags.tagForSpec("bag", StateSpecs.bag(ByteArrayCoder.of()));

  private LargeBagMain() {}

  public static void main(String[] args) throws IOException {
    int elements = Integer.parseInt(args[1]);
    int bytes = Integer.parseInt(args[2]);
    Key key = Key.of(new byte[] {1}, 4);
    try (RocksKeyedStateBackendProvider provider =
            RocksKeyedStateBackendProvider.open(Path.of(args[0]), 0);
        KeyedStateBackend backend = provider.create("step", 0, new KeyGroupRange(0, 4))) {
      CellCache cache =
          new CellCache(
              backend,
              new CellsUnderTest.MapHolds(new HashMap<>()),
              new Namespaces(GlobalWindow.Coder.INSTANCE),
              encoded -> "key",
              CellCoders.AS_DECLARED,
              new CacheBudget(1 << 20));
      for (int i = 0; i < elements; i++) {
        bag(cache, key).add(new byte[bytes]);
      }
      long read = 0;
      for (int time = 0; time < 2; time++) {
        for (byte[] element : bag(cache, key).read()) {
          read += element.length == bytes ? 1 : 0;
        }
      }
      System.out.println(read);
    }
  }

  private static BagState<byte[]> bag(CellCache cache, Key key) {
    return cache.cellsOf(key).state(StateNamespaces.global(), BAG);
  }
}
