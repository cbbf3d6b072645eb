package io.weir.engine.state;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class OrderedKeyTest {
  private static final int ROUNDS = 50_000;

  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  private record Parts(int domain, long time, byte[] key, byte[] rest) {
    static Parts random(Random random) {
      long[] times = {Long.MIN_VALUE, -1, 0, 1, random.nextLong(), Long.MAX_VALUE};
      return new Parts(random.nextInt(256), times[random.nextInt(6)], bytes(random), bytes(random));
    }

    private static byte[] bytes(Random random) {
      byte[] some = {0, 1, 2, (byte) 0xfe, (byte) 0xff};
      byte[] bytes = new byte[random.nextInt(5)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = some[random.nextInt(some.length)];
      }
      return bytes;
    }

    byte[] encode() {
      return new OrderedKeyWriter()
          .writeByte(domain)
          .writeLong(time)
          .writeBytes(key)
          .writeRest(rest)
          .toByteArray();
    }

    int compare(Parts other) {
      int order = Integer.compare(domain, other.domain);
      order = order != 0 ? order : Long.compare(time, other.time);
      order = order != 0 ? order : Arrays.compareUnsigned(key, other.key);
      return order != 0 ? order : Arrays.compareUnsigned(rest, other.rest);
    }

    Parts withLeading(Parts other, int count) {
      return new Parts(
          count > 0 ? other.domain : domain,
          count > 1 ? other.time : time,
          count > 2 ? other.key : key,
          rest);
    }
  }

  @Test
  void ordersKeysAsTheirParts() {
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      Parts a = Parts.random(random);
      Parts b = Parts.random(random).withLeading(a, random.nextInt(4));

      int order = Arrays.compareUnsigned(a.encode(), b.encode());

      assertThat(Integer.signum(order), is(Integer.signum(a.compare(b))));
    }
  }

  @Test
  void readsWhatWasWritten() {
    Random random = new Random(2);
    for (int i = 0; i < ROUNDS; i++) {
      Parts parts = Parts.random(random);

      OrderedKeyReader reader = new OrderedKeyReader(parts.encode());

      assertThat(reader.readByte(), is(parts.domain()));
      assertThat(reader.readLong(), is(parts.time()));
      assertThat(reader.readBytes(), equalTo(parts.key()));
      assertThat(reader.readRest(), equalTo(parts.rest()));
    }
  }

  @Test
  void prefixRangeHoldsExactlyTheKeysWithThePrefix() {
    Random random = new Random(3);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] prefix = Parts.bytes(random);
      byte[] key = Parts.bytes(random);

      byte[] end = OrderedBytes.endOfPrefix(prefix);
      boolean isInRange =
          Arrays.compareUnsigned(key, prefix) >= 0
              && (end == null || Arrays.compareUnsigned(key, end) < 0);

      boolean hasPrefix =
          key.length >= prefix.length && Arrays.equals(prefix, Arrays.copyOf(key, prefix.length));
      assertThat(isInRange, is(hasPrefix));
    }
  }

  @Test
  void prefixOfHighestBytesEndsWithTheTable() {
    assertThat(OrderedBytes.endOfPrefix(new byte[] {-1, -1}), nullValue());
  }

  @Test
  void refusesKeysThatEndTooEarly() {
    OrderedKeyReader number = new OrderedKeyReader(new byte[7]);
    OrderedKeyReader bytes = new OrderedKeyReader(new byte[] {5, 0});

    assertThrows(IllegalArgumentException.class, number::readLong);
    assertThrows(IllegalArgumentException.class, bytes::readBytes);
  }
}
