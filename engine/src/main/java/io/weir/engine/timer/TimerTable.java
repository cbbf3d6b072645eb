package io.weir.engine.timer;

import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.EarliestTimes;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OrderedBytes;
import io.weir.engine.state.OrderedKeyReader;
import io.weir.engine.state.OrderedKeyWriter;
import io.weir.engine.state.OrderedTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The timers of the keys of one subtask. A timer is identified by its key and its id; the caller
 * puts all that tells timers of a key apart into the id, such as namespace and family.
 *
 * <p>A timer is due when its clock is <em>past</em> its time. Firing is a loop that may stop after
 * any step and go on later:
 *
 * <pre>{@code
 * Timer timer;
 * while (mayGoOn() && (timer = timers.pollDue(EVENT_TIME, watermark)) != null) {
 *   fire(timer); // may set and delete timers
 * }
 * }</pre>
 *
 * <p>Two tables: {@code NAME.due} with {@code [domain][time][key][id] -> payload}, whose first
 * entry in each key group is the earliest, and {@code NAME.id} with {@code [key][id] ->
 * [domain][time]}.
 *
 * <p>Thread: the subtask thread.
 */
public final class TimerTable {
  private final KeyGroupRange keyGroups;
  private final int maxParallelism;
  private final OrderedTable due;
  private final OrderedTable byId;
  private final Map<TimerDomain, EarliestTimes> earliest = new EnumMap<>(TimerDomain.class);
  private final OrderedKeyWriter writer = new OrderedKeyWriter();

  /**
   * The timers that the backend holds under the name; reads the first of each key group.
   *
   * @param name what the names of the tables begin with
   * @param maxParallelism the job's number of key groups
   */
  public TimerTable(KeyedStateBackend backend, String name, int maxParallelism) {
    this.keyGroups = backend.keyGroups();
    this.maxParallelism = maxParallelism;
    this.due = backend.table(name + ".due");
    this.byId = backend.table(name + ".id");
    for (TimerDomain domain : TimerDomain.values()) {
      earliest.put(domain, new EarliestTimes(keyGroups));
      for (int keyGroup = keyGroups.first(); keyGroup < keyGroups.end(); keyGroup++) {
        refreshEarliest(domain, keyGroup);
      }
    }
  }

  /**
   * Sets a timer, in place of one with the same key and id.
   *
   * @param payload handed back when it fires; not copied
   */
  public void set(Key key, byte[] id, TimerDomain domain, long timeMs, byte[] payload) {
    byte[] idKey = idKey(key, id);
    byte[] schedule = byId.get(key.keyGroup(), idKey);
    byte[] newSchedule = schedule(domain, timeMs);
    if (!Arrays.equals(schedule, newSchedule)) {
      if (schedule != null) {
        remove(key.keyGroup(), schedule, idKey);
      }
      byId.put(key.keyGroup(), idKey, newSchedule);
    }
    due.put(key.keyGroup(), join(newSchedule, idKey), payload);
    EarliestTimes times = earliest(domain);
    if (timeMs < times.get(key.keyGroup())) {
      times.set(key.keyGroup(), timeMs);
    }
  }

  /** Deletes a timer if it is set. */
  public void delete(Key key, byte[] id) {
    byte[] idKey = idKey(key, id);
    byte[] schedule = byId.get(key.keyGroup(), idKey);
    if (schedule != null) {
      byId.delete(key.keyGroup(), idKey);
      remove(key.keyGroup(), schedule, idKey);
    }
  }

  /** The timer if it is set. */
  public @Nullable Timer get(Key key, byte[] id) {
    byte[] idKey = idKey(key, id);
    byte[] schedule = byId.get(key.keyGroup(), idKey);
    if (schedule == null) {
      return null;
    }
    byte[] dueKey = join(schedule, idKey);
    byte[] payload = due.get(key.keyGroup(), dueKey);
    if (payload == null) {
      throw new IllegalStateException("a timer has an id but no time");
    }
    return timer(dueKey, payload);
  }

  /** The time of the earliest timer of the domain; {@link EarliestTimes#NONE} without one. */
  public long earliestMs(TimerDomain domain) {
    return earliest(domain).earliest();
  }

  /**
   * The time of the latest timer of the domain, {@link Long#MIN_VALUE} without one. Reads all
   * timers of the domain: for the end of the input only.
   */
  public long latestMs(TimerDomain domain) {
    long latest = Long.MIN_VALUE;
    for (int keyGroup = keyGroups.first(); keyGroup < keyGroups.end(); keyGroup++) {
      try (OrderedTable.Cursor cursor = scan(domain, keyGroup)) {
        while (cursor.next()) {
          latest = Math.max(latest, timeOf(cursor.key()));
        }
      }
    }
    return latest;
  }

  /**
   * Removes the next timer that is due and answers it; null when none is. The order is time, key
   * group, key, id.
   *
   * @param nowMs the domain's clock: timers before this time are due
   */
  public @Nullable Timer pollDue(TimerDomain domain, long nowMs) {
    EarliestTimes times = earliest(domain);
    if (times.earliest() >= nowMs) {
      return null;
    }
    int keyGroup = times.earliestKeyGroup();
    byte[] dueKey;
    Timer timer;
    try (OrderedTable.Cursor cursor = scan(domain, keyGroup)) {
      if (!cursor.next()) {
        throw new IllegalStateException("no timer in key group " + keyGroup);
      }
      dueKey = cursor.key();
      timer = timer(dueKey, cursor.value());
      times.set(keyGroup, cursor.next() ? timeOf(cursor.key()) : EarliestTimes.NONE);
    }
    due.delete(keyGroup, dueKey);
    byId.delete(keyGroup, idKey(timer.key(), timer.id()));
    return timer;
  }

  /**
   * Removes all timers of the key that are due and answers them in the order of their times. For
   * callers that must see what is due of a key at once.
   *
   * @param nowMs the domain's clock: timers before this time are due
   */
  public List<Timer> pollDue(TimerDomain domain, long nowMs, Key key) {
    List<Timer> timers = new ArrayList<>();
    for (Timer timer : timersOf(key)) {
      if (timer.domain() == domain && timer.timeMs() < nowMs) {
        timers.add(timer);
      }
    }
    timers.forEach(timer -> delete(key, timer.id()));
    timers.sort(Comparator.comparingLong(Timer::timeMs));
    return timers;
  }

  /** All timers of the key, in the order of their ids. */
  public List<Timer> timersOf(Key key) {
    int keyGroup = key.keyGroup();
    byte[] prefix = writer.reset().writeBytes(key.bytes()).toByteArray();
    List<Timer> timers = new ArrayList<>();
    try (OrderedTable.Cursor cursor =
        byId.scan(keyGroup, prefix, OrderedBytes.endOfPrefix(prefix))) {
      while (cursor.next()) {
        byte[] dueKey = join(cursor.value(), cursor.key());
        byte[] payload = due.get(keyGroup, dueKey);
        if (payload == null) {
          throw new IllegalStateException("a timer has an id but no time");
        }
        timers.add(timer(dueKey, payload));
      }
    }
    return timers;
  }

  private void remove(int keyGroup, byte[] schedule, byte[] idKey) {
    due.delete(keyGroup, join(schedule, idKey));
    TimerDomain domain = TimerDomain.ofCode(schedule[0]);
    if (timeOf(schedule) == earliest(domain).get(keyGroup)) {
      refreshEarliest(domain, keyGroup);
    }
  }

  private void refreshEarliest(TimerDomain domain, int keyGroup) {
    try (OrderedTable.Cursor cursor = scan(domain, keyGroup)) {
      earliest(domain).set(keyGroup, cursor.next() ? timeOf(cursor.key()) : EarliestTimes.NONE);
    }
  }

  private OrderedTable.Cursor scan(TimerDomain domain, int keyGroup) {
    byte[] prefix = {(byte) domain.code()};
    return due.scan(keyGroup, prefix, OrderedBytes.endOfPrefix(prefix));
  }

  private EarliestTimes earliest(TimerDomain domain) {
    EarliestTimes times = earliest.get(domain);
    if (times == null) {
      throw new IllegalStateException("no times of " + domain);
    }
    return times;
  }

  private byte[] idKey(Key key, byte[] id) {
    return writer.reset().writeBytes(key.bytes()).writeRest(id).toByteArray();
  }

  private byte[] schedule(TimerDomain domain, long timeMs) {
    return writer.reset().writeByte(domain.code()).writeLong(timeMs).toByteArray();
  }

  private byte[] join(byte[] schedule, byte[] idKey) {
    return writer.reset().writeRest(schedule).writeRest(idKey).toByteArray();
  }

  /** The time in what begins with domain and time. */
  private static long timeOf(byte[] dueKey) {
    OrderedKeyReader reader = new OrderedKeyReader(dueKey);
    reader.readByte();
    return reader.readLong();
  }

  private Timer timer(byte[] dueKey, byte[] payload) {
    OrderedKeyReader reader = new OrderedKeyReader(dueKey);
    TimerDomain domain = TimerDomain.ofCode(reader.readByte());
    long timeMs = reader.readLong();
    Key key = Key.of(reader.readBytes(), maxParallelism);
    return new Timer(key, reader.readRest(), domain, timeMs, payload);
  }
}
