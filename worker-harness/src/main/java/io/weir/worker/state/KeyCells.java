package io.weir.worker.state;

import io.weir.engine.element.Key;
import io.weir.engine.state.OrderedTable;
import io.weir.engine.state.TableView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.runners.core.StateInternals;
import org.apache.beam.runners.core.StateNamespace;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.StateTags;
import org.apache.beam.sdk.state.State;
import org.apache.beam.sdk.state.StateContext;
import org.jspecify.annotations.Nullable;

/**
 * The state cells of one key, as far as they have been used. Cells are told apart by the whole tag
 * with its system or user mark, so a user's cell never meets one of Beam's own.
 *
 * <p>Thread: subtask thread.
 */
public final class KeyCells extends CachedEntry implements StateInternals {
  /** What a key takes without its cells: this object, its map and its place in the cache. */
  private static final int OWN_BYTES = 320;

  private static final @Nullable State[] NONE = {};

  /** The most entries that are read together, but for the one that is needed. */
  private static final int MOST_LATER = 64;

  private final OperatorCells operator;
  private final Key key;
  private final Object userKey;
  // Of the namespace that was used last, by the number of their tag: most keys have no other.
  private @Nullable StateNamespace namespace;
  private @Nullable State[] cells = NONE;
  private final Map<StateNamespace, @Nullable State[]> otherCells = new HashMap<>(0);
  private int size;
  private final List<Cell> changed = new ArrayList<>();
  // To be read together, when the first of them or another one is.
  private final List<LaterEntry> later = new ArrayList<>();
  private long weight;

  /** Whether the key was used again since it came, or since the cache passed it over. */
  boolean used;

  KeyCells(OperatorCells operator, Key key, Object userKey) {
    this.operator = operator;
    this.key = key;
    this.userKey = userKey;
    weigh(OWN_BYTES + 2L * key.bytes().length);
  }

  /** The encoded key. */
  public Key key() {
    return key;
  }

  @Override
  public Object getKey() {
    return userKey;
  }

  @Override
  @SuppressWarnings("unchecked") // The binder returns the state that the tag's spec asks for.
  public <T extends State> T state(
      StateNamespace namespace, StateTag<T> tag, StateContext<?> context) {
    turnTo(namespace);
    int number = operator.tags().of(tag);
    State cell = number < cells.length ? cells[number] : null;
    if (cell == null) {
      cell = tag.getSpec().bind(tag.getId(), binder(namespace, tag, context));
      add(number, cell);
    }
    return (T) cell;
  }

  private void turnTo(StateNamespace next) {
    StateNamespace before = namespace;
    if (next == before) {
      return;
    }
    namespace = next;
    if (before != null && !next.equals(before)) {
      otherCells.put(before, cells);
      cells = otherCells.getOrDefault(next, NONE);
    }
  }

  private void add(int number, State cell) {
    if (number >= cells.length) {
      cells = Arrays.copyOf(cells, number + 1);
    }
    cells[number] = cell;
    size++;
  }

  private CellBinder binder(StateNamespace namespace, StateTag<?> tag, StateContext<?> context) {
    StringBuilder id = new StringBuilder();
    try {
      tag.appendTo(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] prefix =
        CellBytes.prefix(id.toString(), key.bytes(), operator.namespaces().encode(namespace));
    CellCoders coders =
        StateTags.isSystemTagInternal(tag) ? CellCoders.AS_DECLARED : operator.coders();
    return new CellBinder(this, operator.holds(), prefix, context, coders);
  }

  /** The number of cells in use. */
  int size() {
    return size;
  }

  EntryWeight entryWeight() {
    return operator.entryWeight();
  }

  /** The objects here take so many bytes more, or less. */
  void weigh(long more) {
    weight += more;
    operator.memory().take(more);
  }

  /** Forgets all cells; nothing of them may be waiting to be written. */
  void forgetCells() {
    clear();
    weigh(OWN_BYTES - weight);
  }

  /** Leaves the cache. Something may still hold on to this for a while, but not to the cells. */
  void leave() {
    clear();
    weigh(-weight);
  }

  private void clear() {
    namespace = null;
    cells = NONE;
    otherCells.clear();
    size = 0;
    later.clear();
  }

  OrderedTable table() {
    return operator.writeBack().table();
  }

  TableView view() {
    return operator.views().get();
  }

  /** The most bytes of a collection that are kept in memory without being changed. */
  long mostOfCell() {
    return operator.memory().mostOfCell();
  }

  /** The entry is to be read when the first one is. */
  void loadLater(LaterEntry entry) {
    if (later.size() < MOST_LATER && !later.contains(entry)) {
      later.add(entry);
    }
  }

  /** Reads the entry, and all that are to be read later with it. */
  void load(LaterEntry entry) {
    if (later.isEmpty()) {
      entry.take(table().get(key.keyGroup(), entry.tableKey()));
      return;
    }
    List<LaterEntry> together = new ArrayList<>(later);
    later.clear();
    if (!together.contains(entry)) {
      together.add(entry);
    }
    List<Optional<byte[]>> values =
        table().getAll(key.keyGroup(), together.stream().map(LaterEntry::tableKey).toList());
    for (int i = 0; i < together.size(); i++) {
      together.get(i).take(values.get(i).orElse(null));
    }
  }

  void beforeChange() {
    operator.writeBack().beforeChange(this);
  }

  void addChanged(Cell cell) {
    changed.add(cell);
  }

  @Override
  protected void write(TableWriter writer) {
    for (Cell cell : changed) {
      cell.write(writer);
    }
    changed.clear();
  }
}
