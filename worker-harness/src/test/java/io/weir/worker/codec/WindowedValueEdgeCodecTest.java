package io.weir.worker.codec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Key;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.PaneInfo.Timing;
import org.apache.beam.sdk.values.CausedByDrain;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowedValueEdgeCodecTest {
  private static final int MAX_PARALLELISM = 16;
  private static final int LIMIT = 1 << 16;

  @SuppressWarnings("unchecked") // the codec does not know the types
  private static <T> Coder<T> cast(Coder<?> coder) {
    return (Coder<T>) coder;
  }

  private static WindowedValueEdgeCodec intervals() {
    return WindowedValueEdgeCodec.unkeyed(
        cast(NullableCoder.of(StringUtf8Coder.of())), cast(IntervalWindow.getCoder()), LIMIT);
  }

  private static WindowedValueEdgeCodec keyed() {
    return WindowedValueEdgeCodec.keyed(
        cast(StringUtf8Coder.of()),
        KvCoder.of(StringUtf8Coder.of(), NullableCoder.of(StringUtf8Coder.of())),
        cast(GlobalWindow.Coder.INSTANCE),
        MAX_PARALLELISM,
        LIMIT);
  }

  private static List<WindowedValue<?>> roundTrip(
      WindowedValueEdgeCodec codec, ElementBatch batch, int softLimit) throws IOException {
    List<WindowedValue<?>> decoded = new ArrayList<>();
    int index = 0;
    while (index < batch.size()) {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      int next = codec.encode(batch, index, frame, softLimit);
      ElementBatch part = codec.decode(new ByteArrayInputStream(frame.toByteArray()));
      assertThat(part.size(), is(next - index));
      for (int i = 0; i < part.size(); i++) {
        assertThat(part.key(i), is(batch.key(index + i)));
        decoded.add((WindowedValue<?>) part.element(i));
      }
      index = next;
    }
    return decoded;
  }

  private static WindowedValue<Object> random(Random random) {
    List<BoundedWindow> windows = new ArrayList<>();
    int count = random.nextInt(5) == 0 ? 1 + random.nextInt(4) : 1;
    for (int i = 0; i < count; i++) {
      long start = 1000L * (random.nextInt(3) + 4L * i);
      windows.add(
          new IntervalWindow(Instant.ofEpochMilli(start), Instant.ofEpochMilli(start + 1000)));
    }
    PaneInfo pane =
        random.nextInt(4) == 0
            ? PaneInfo.createPane(false, false, Timing.LATE, 1 + random.nextInt(300), 1)
            : PaneInfo.NO_FIRING;
    Object value = random.nextInt(8) == 0 ? null : "v".repeat(random.nextInt(40));
    Instant timestamp =
        random.nextInt(20) == 0
            ? BoundedWindow.TIMESTAMP_MIN_VALUE
            : Instant.ofEpochMilli(random.nextInt(100_000) - 50_000L);
    boolean marked = random.nextInt(10) == 0;
    return WindowedValues.of(
        value,
        timestamp,
        windows,
        pane,
        marked ? "id" + random.nextInt(3) : null,
        marked ? Long.valueOf(random.nextInt(9)) : null,
        marked ? CausedByDrain.CAUSED_BY_DRAIN : CausedByDrain.NORMAL);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 32_768})
  void returnsWhatItWasGiven(int softLimit) throws Exception {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      ElementBatch batch = ElementBatch.unkeyed(200);
      List<WindowedValue<Object>> elements = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        elements.add(random(random));
        batch.add(elements.get(i));
      }

      List<WindowedValue<?>> decoded = roundTrip(intervals(), batch, softLimit);

      assertThat("seed " + seed, decoded, is(elements));
      for (int i = 0; i < 200; i++) {
        assertThat(decoded.get(i).getRecordId(), is(elements.get(i).getRecordId()));
        assertThat(decoded.get(i).getRecordOffset(), is(elements.get(i).getRecordOffset()));
        assertThat(decoded.get(i).causedByDrain(), is(elements.get(i).causedByDrain()));
      }
    }
  }

  @Test
  void carriesKeysBesideTheirValues() throws Exception {
    WindowedValueEdgeCodec codec = keyed();
    ElementBatch batch = ElementBatch.keyed(3);
    List<WindowedValue<?>> elements = new ArrayList<>();
    for (String key : List.of("a", "", "long key")) {
      WindowedValue<Object> element =
          WindowedValues.valueInGlobalWindow(KV.of(key, key.isEmpty() ? null : "of " + key));
      elements.add(element);
      batch.add(codec.keyOf(element), element);
    }

    assertThat(roundTrip(codec, batch, 1000), is(elements));
  }

  @Test
  void keysAreTheNestedEncodingOfK() throws Exception {
    Key key = keyed().keyOf(WindowedValues.valueInGlobalWindow(KV.of("abc", "x")));

    assertThat(key, is(Key.of(new byte[] {3, 'a', 'b', 'c'}, MAX_PARALLELISM)));
  }

  @Test
  void writesWindowsOnceForARun() throws Exception {
    IntervalWindow window = new IntervalWindow(Instant.ofEpochMilli(0), Instant.ofEpochMilli(1000));
    ElementBatch batch = ElementBatch.unkeyed(100);
    for (int i = 0; i < 100; i++) {
      batch.add(
          WindowedValues.of((Object) "", Instant.ofEpochMilli(500), window, PaneInfo.NO_FIRING));
    }
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    intervals().encode(batch, 0, frame, 10_000);

    // One byte each for the timestamp, the length and the presence of a null-able value, its size.
    assertThat(frame.size(), is(lessThan(4 * 100 + 30)));
  }

  @Test
  void carriesAnElementLargerThanTheFrame() throws Exception {
    ElementBatch batch = ElementBatch.unkeyed(1);
    WindowedValue<Object> large =
        WindowedValues.of(
            "x".repeat(LIMIT - 100),
            Instant.ofEpochMilli(1),
            new IntervalWindow(Instant.ofEpochMilli(0), Instant.ofEpochMilli(10)),
            PaneInfo.NO_FIRING);
    batch.add(large);

    assertThat(roundTrip(intervals(), batch, 100), is(List.of(large)));
  }

  @Test
  void refusesAnElementAboveTheLimitByName() {
    ElementBatch batch = ElementBatch.unkeyed(1);
    batch.add(
        WindowedValues.of(
            (Object) "x".repeat(LIMIT + 1),
            Instant.ofEpochMilli(1),
            new IntervalWindow(Instant.ofEpochMilli(0), Instant.ofEpochMilli(10)),
            PaneInfo.NO_FIRING));

    IOException refused =
        assertThrows(
            IOException.class,
            () -> intervals().encode(batch, 0, new ByteArrayOutputStream(), 100));
    assertThat(
        refused.getMessage(), is("an encoded element is larger than --maxRecordBytes=" + LIMIT));
  }

  @Test
  void refusesATruncatedFrame() throws Exception {
    ElementBatch batch = ElementBatch.unkeyed(1);
    batch.add(random(new Random(1)));
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    intervals().encode(batch, 0, frame, 100);
    byte[] bytes = frame.toByteArray();

    for (int length = 1; length < bytes.length; length++) {
      ByteArrayInputStream cut = new ByteArrayInputStream(bytes, 0, length);
      assertThrows(IOException.class, () -> intervals().decode(cut), "cut at " + length);
    }
  }
}
