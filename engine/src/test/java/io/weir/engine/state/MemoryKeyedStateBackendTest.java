package io.weir.engine.state;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.element.KeyGroupRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MemoryKeyedStateBackendTest {
  private static final byte[] KEY = {1};
  private static final byte[] OLD = {2};
  private static final byte[] NEW = {3};

  private final MemoryKeyedStateBackend backend =
      new MemoryKeyedStateBackend(new KeyGroupRange(4, 8));

  @Test
  void keepsKeyGroupsAndTablesApart() {
    backend.table("a").put(4, KEY, OLD);

    assertThat(backend.table("a").get(5, KEY), nullValue());
    assertThat(backend.table("b").get(4, KEY), nullValue());
    assertThat(backend.table("a").get(4, KEY), equalTo(OLD));
  }

  @Test
  void refusesKeyGroupsOfOtherSubtasks() {
    OrderedTable table = backend.table("a");

    assertThrows(IllegalArgumentException.class, () -> table.put(3, KEY, OLD));
    assertThrows(IllegalArgumentException.class, () -> table.get(8, KEY));
  }

  @Test
  void frozenStateAndWorkingStateDoNotSeeEachOthersWrites() {
    OrderedTable working = backend.table("a");
    working.put(4, KEY, OLD);

    FrozenKeyedState frozen = backend.freeze();
    working.put(4, KEY, NEW);
    frozen.table("a").put(5, KEY, OLD);
    frozen.table("b").put(6, KEY, OLD);

    assertThat(frozen.table("a").get(4, KEY), equalTo(OLD));
    assertThat(working.get(4, KEY), equalTo(NEW));
    assertThat(working.get(5, KEY), nullValue());
    assertThat(backend.table("b").get(6, KEY), nullValue());
    assertThat(frozen.tableNames(), containsInAnyOrder("a", "b"));
  }

  @Test
  void operatorStateCopyDoesNotSeeLaterChanges() {
    MemoryOperatorStateStore store = new MemoryOperatorStateStore();
    store.set("cell", List.of(OLD));

    Map<String, List<byte[]>> copy = store.copy();
    store.set("cell", List.of());

    assertThat(copy.get("cell"), equalTo(List.of(OLD)));
    assertThat(store.get("cell"), equalTo(List.of()));
  }
}
