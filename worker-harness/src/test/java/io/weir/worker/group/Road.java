package io.weir.worker.group;

import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroups;
import io.weir.worker.testing.FakeClock;
import io.weir.worker.testing.FakeOperatorContext;
import io.weir.worker.testing.FakeSubtask;
import io.weir.worker.testing.SubtaskCut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;

/** A grouping on one of the roads, in several subtasks, and all that it emitted. */
final class Road {
  private final FakeSubtask.Maker maker;
  private final FakeClock clock = new FakeClock();
  private final List<Object> emittedBefore = new ArrayList<>();
  private List<FakeSubtask> subtasks = List.of();
  private List<SubtaskCut> cuts = List.of();
  private List<Object> emittedAtCut = List.of();

  Road(FakeSubtask.Maker maker) throws Exception {
    this.maker = maker;
    start(1, List.of());
  }

  private void start(int parallelism, List<SubtaskCut> restoreFrom) throws Exception {
    List<FakeSubtask> started = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      started.add(FakeSubtask.of(maker, clock, i, parallelism, restoreFrom));
    }
    subtasks = started;
  }

  void process(WindowedValue<KV<Long, Long>> element) throws Exception {
    Key key =
        Key.of(
            CoderUtils.encodeToByteArray(VarLongCoder.of(), element.getValue().getKey()),
            FakeOperatorContext.MAX_PARALLELISM);
    int subtask =
        KeyGroups.subtaskOf(key.keyGroup(), subtasks.size(), FakeOperatorContext.MAX_PARALLELISM);
    subtasks.get(subtask).process(0, key, element);
  }

  void watermark(long watermark) throws Exception {
    for (FakeSubtask subtask : subtasks) {
      subtask.work();
      subtask.watermark(0, watermark);
    }
  }

  void work() throws Exception {
    for (FakeSubtask subtask : subtasks) {
      subtask.work();
    }
  }

  /** A barrier. What is frozen is not encoded before {@link #restore} or the next barrier. */
  void cut() throws Exception {
    List<SubtaskCut> taken = new ArrayList<>();
    for (FakeSubtask subtask : subtasks) {
      taken.add(subtask.cut());
    }
    cuts = taken;
    emittedAtCut = emitted();
  }

  /** Goes back to the last barrier, at another parallelism. */
  void restore(int parallelism) throws Exception {
    for (FakeSubtask subtask : subtasks) {
      subtask.encode();
    }
    emittedBefore.clear();
    emittedBefore.addAll(emittedAtCut);
    start(parallelism, cuts);
  }

  private List<Object> emitted() {
    List<Object> all = new ArrayList<>(emittedBefore);
    subtasks.forEach(subtask -> all.addAll(subtask.emitted(0)));
    return all;
  }

  /** How often each pane was emitted. */
  Map<String, Integer> panes() {
    Map<String, Integer> panes = new TreeMap<>();
    emitted().forEach(pane -> panes.merge(text(pane), 1, Integer::sum));
    return panes;
  }

  private static String text(Object element) {
    WindowedValue<?> pane = (WindowedValue<?>) element;
    KV<?, ?> pair = (KV<?, ?>) pane.getValue();
    Object value = pair.getValue();
    if (value instanceof Iterable<?> items) {
      List<Long> sorted = new ArrayList<>();
      items.forEach(item -> sorted.add((Long) item));
      sorted.sort(null);
      value = sorted;
    }
    return "%s: %s @%d %s %s"
        .formatted(
            pair.getKey(),
            value,
            pane.getTimestamp().getMillis(),
            pane.getWindows(),
            pane.getPaneInfo());
  }
}
