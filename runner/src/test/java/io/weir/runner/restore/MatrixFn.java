package io.weir.runner.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.CombiningState;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.MultimapState;
import org.apache.beam.sdk.state.OrderedListState;
import org.apache.beam.sdk.state.SetState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps the numbers of a key in state of every kind, and tells of them when its timers fire. */
final class MatrixFn extends DoFn<KV<Long, Long>, String> {
  private static final long serialVersionUID = 1;

  /** After the first half, and before the end. */
  private static final Instant LATER = Instant.ofEpochMilli(200);

  /** Some twenty numbers have one timestamp. */
  private static final long TIMESTAMPS = 3;

  @StateId("value")
  private final StateSpec<ValueState<Long>> value = StateSpecs.value();

  @StateId("sum")
  private final StateSpec<CombiningState<Long, long[], Long>> sum =
      StateSpecs.combining(Sum.ofLongs());

  @StateId("bag")
  private final StateSpec<BagState<Long>> bag = StateSpecs.bag();

  @StateId("set")
  private final StateSpec<SetState<Long>> set = StateSpecs.set();

  @StateId("map")
  private final StateSpec<MapState<Long, Long>> map = StateSpecs.map();

  @StateId("multimap")
  private final StateSpec<MultimapState<Long, Long>> multimap = StateSpecs.multimap();

  @StateId("list")
  private final StateSpec<OrderedListState<Long>> list = StateSpecs.orderedList(VarLongCoder.of());

  @TimerId("later")
  private final TimerSpec later = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId("end")
  private final TimerSpec end = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId("clock")
  private final TimerSpec clock = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  @ProcessElement
  public void process(
      @Element KV<Long, Long> element,
      @StateId("value") ValueState<@Nullable Long> value,
      @StateId("sum") CombiningState<Long, long[], Long> sum,
      @StateId("bag") BagState<Long> bag,
      @StateId("set") SetState<Long> set,
      @StateId("map") MapState<Long, Long> map,
      @StateId("multimap") MultimapState<Long, Long> multimap,
      @StateId("list") OrderedListState<Long> list,
      @TimerId("later") Timer later,
      @TimerId("end") Timer end,
      @TimerId("clock") Timer clock) {
    long number = element.getValue();
    Long before = value.read();
    if (before == null) {
      // Fires at the end of the input, and holds the watermark until then at what it says.
      end.withOutputTimestamp(Instant.ofEpochMilli(100)).set(Instant.ofEpochMilli(1_000_000));
      clock.offset(Duration.standardDays(1)).setRelative();
      later.set(LATER);
    }
    value.write((before == null ? 0 : before) + 1);
    sum.add(number);
    bag.add(number);
    set.add(number);
    map.put(number % 11, number % 11);
    multimap.put(number % TIMESTAMPS, number);
    list.add(TimestampedValue.of(number, Instant.ofEpochMilli(number % TIMESTAMPS)));
  }

  @OnTimer("later")
  public void later(@Key Long key, OutputReceiver<String> out) {
    out.output(key + " later");
  }

  @OnTimer("clock")
  public void clock(@Key Long key, OutputReceiver<String> out) {
    out.output(key + " by the clock");
  }

  @OnTimer("end")
  public void end(
      @Key Long key,
      @StateId("value") ValueState<Long> value,
      @StateId("sum") CombiningState<Long, long[], Long> sum,
      @StateId("bag") BagState<Long> bag,
      @StateId("set") SetState<Long> set,
      @StateId("map") MapState<Long, Long> map,
      @StateId("multimap") MultimapState<Long, Long> multimap,
      @StateId("list") OrderedListState<Long> list,
      OutputReceiver<String> out) {
    List<String> ordered = new ArrayList<>();
    list.read().forEach(e -> ordered.add(e.getTimestamp().getMillis() + "=" + e.getValue()));
    List<Long> entries = new ArrayList<>();
    multimap.entries().read().forEach(entry -> entries.add(entry.getValue()));
    Map<Long, Long> copy = new TreeMap<>();
    map.entries().read().forEach(entry -> copy.put(entry.getKey(), entry.getValue()));
    out.output(
        String.join(
            "; ",
            "key " + key,
            "value " + value.read(),
            "sum " + sum.read(),
            "bag " + sorted(bag.read()),
            "set " + sorted(set.read()),
            "map " + copy,
            "multimap " + entries.stream().sorted().toList(),
            "list " + ordered.stream().sorted().toList()));
  }

  private static List<Long> sorted(Iterable<Long> numbers) {
    return StreamSupport.stream(numbers.spliterator(), false).sorted().toList();
  }
}
