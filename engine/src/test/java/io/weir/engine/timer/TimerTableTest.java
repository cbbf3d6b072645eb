package io.weir.engine.timer;

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.EarliestTimes;
import io.weir.engine.state.MemoryKeyedStateBackend;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TimerTableTest {
  private static final int GROUPS = 8;
  private static final byte[] ID = {7};
  private static final byte[] OTHER_ID = {8};
  private static final byte[] PAYLOAD = {1, 2};

  private final MemoryKeyedStateBackend backend =
      new MemoryKeyedStateBackend(new KeyGroupRange(0, GROUPS));
  private final TimerTable timers = new TimerTable(backend, "timers", GROUPS);
  private final Key key = key(1);

  private static Key key(int number) {
    return Key.of(new byte[] {(byte) number, 0, (byte) number}, GROUPS);
  }

  @Test
  void timerIsDueOnlyWhenTheClockIsPastItsTime() {
    timers.set(key, ID, TimerDomain.EVENT_TIME, 100, PAYLOAD);

    assertThat(timers.pollDue(TimerDomain.EVENT_TIME, 100), nullValue());

    Timer due = requireNonNull(timers.pollDue(TimerDomain.EVENT_TIME, 101));
    assertThat(due.timeMs(), is(100L));
    assertThat(due.key(), is(key));
    assertThat(due.id(), equalTo(ID));
    assertThat(due.payload(), equalTo(PAYLOAD));
    assertThat(timers.pollDue(TimerDomain.EVENT_TIME, 101), nullValue());
    assertThat(timers.get(key, ID), nullValue());
  }

  @Test
  void settingAgainReplacesAlsoOverDomains() {
    timers.set(key, ID, TimerDomain.EVENT_TIME, 100, PAYLOAD);
    timers.set(key, ID, TimerDomain.PROCESSING_TIME, 50, PAYLOAD);

    assertThat(timers.earliestMs(TimerDomain.EVENT_TIME), is(EarliestTimes.NONE));
    assertThat(timers.earliestMs(TimerDomain.PROCESSING_TIME), is(50L));
  }

  @Test
  void settingAgainAtTheSameTimeReplacesThePayload() {
    timers.set(key, ID, TimerDomain.EVENT_TIME, 100, PAYLOAD);
    timers.set(key, ID, TimerDomain.EVENT_TIME, 100, ID);

    assertThat(requireNonNull(timers.get(key, ID)).payload(), equalTo(ID));
    assertThat(timers.timersOf(key).size(), is(1));
  }

  @Test
  void pollsAllDueTimersOfOneKeyAtOnce() {
    timers.set(key, ID, TimerDomain.EVENT_TIME, 100, PAYLOAD);
    timers.set(key, OTHER_ID, TimerDomain.EVENT_TIME, 90, PAYLOAD);
    timers.set(key(2), ID, TimerDomain.EVENT_TIME, 80, PAYLOAD);

    List<Timer> due = timers.pollDue(TimerDomain.EVENT_TIME, 101, key);

    assertThat(due.stream().map(Timer::timeMs).toList(), contains(90L, 100L));
    assertThat(timers.earliestMs(TimerDomain.EVENT_TIME), is(80L));
  }

  @Test
  void findsItsTimersAgainInRestoredTables() {
    timers.set(key, ID, TimerDomain.EVENT_TIME, 100, PAYLOAD);
    timers.set(key(2), ID, TimerDomain.EVENT_TIME, -5, PAYLOAD);

    TimerTable again = new TimerTable(backend, "timers", GROUPS);

    assertThat(again.earliestMs(TimerDomain.EVENT_TIME), is(-5L));
  }

  private record Identity(int key, int id) {}

  private record Setting(TimerDomain domain, long timeMs) {}

  @Test
  void agreesWithPlainMap() {
    for (int seed = 0; seed < 100; seed++) {
      runAgainstModel(new Random(seed));
    }
  }

  private static void runAgainstModel(Random random) {
    TimerTable timers =
        new TimerTable(new MemoryKeyedStateBackend(new KeyGroupRange(0, GROUPS)), "t", GROUPS);
    Map<Identity, Setting> model = new HashMap<>();
    for (int step = 0; step < 1_000; step++) {
      Identity identity = new Identity(random.nextInt(20), random.nextInt(4));
      TimerDomain domain =
          random.nextBoolean() ? TimerDomain.EVENT_TIME : TimerDomain.PROCESSING_TIME;
      byte[] id = {(byte) identity.id()};
      int action = random.nextInt(10);
      if (action < 6) {
        Setting setting = new Setting(domain, random.nextInt(200) - 50);
        timers.set(key(identity.key()), id, domain, setting.timeMs(), id);
        model.put(identity, setting);
      } else if (action < 8) {
        timers.delete(key(identity.key()), id);
        model.remove(identity);
      } else {
        pollAll(timers, model, domain, random.nextInt(120) - 50);
      }
      checkEarliest(timers, model);
    }
  }

  private static void pollAll(
      TimerTable timers, Map<Identity, Setting> model, TimerDomain domain, long nowMs) {
    long lastMs = Long.MIN_VALUE;
    Timer timer;
    while ((timer = timers.pollDue(domain, nowMs)) != null) {
      Setting setting = model.remove(new Identity(timer.key().bytes()[0], timer.id()[0]));
      assertThat(setting, is(new Setting(domain, timer.timeMs())));
      assertThat(timer.timeMs() >= lastMs && timer.timeMs() < nowMs, is(true));
      lastMs = timer.timeMs();
    }
    assertThat(
        model.values().stream().anyMatch(s -> s.domain() == domain && s.timeMs() < nowMs),
        is(false));
  }

  private static void checkEarliest(TimerTable timers, Map<Identity, Setting> model) {
    for (TimerDomain domain : TimerDomain.values()) {
      long expected =
          model.values().stream()
              .filter(s -> s.domain() == domain)
              .map(Setting::timeMs)
              .min(Comparator.naturalOrder())
              .orElse(EarliestTimes.NONE);
      assertThat(timers.earliestMs(domain), is(expected));
    }
  }
}
