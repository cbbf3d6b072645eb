package io.weir.engine.state;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MemoryOperatorStateStoreTest {
  private static final byte[] ENTRY = {2};

  @Test
  void copyDoesNotSeeLaterChanges() {
    MemoryOperatorStateStore store = new MemoryOperatorStateStore();
    store.set("cell", List.of(ENTRY));

    Map<String, List<byte[]>> copy = store.copy();
    store.set("cell", List.of());

    assertThat(copy.get("cell"), equalTo(List.of(ENTRY)));
    assertThat(store.get("cell"), equalTo(List.of()));
  }
}
