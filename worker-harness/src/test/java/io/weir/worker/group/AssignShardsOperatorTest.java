package io.weir.worker.group;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.weir.worker.testing.FakeOperatorContext;
import java.util.List;
import org.apache.beam.sdk.util.ShardedKey;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

final class AssignShardsOperatorTest {
  private final FakeOperatorContext context = new FakeOperatorContext();
  private final AssignShardsOperator operator = new AssignShardsOperator(context);

  @Test
  void givesEachKeyOneShard() throws Exception {
    for (KV<String, Integer> pair : List.of(KV.of("a", 1), KV.of("b", 2), KV.of("a", 3))) {
      operator.process(
          0, null, WindowedValues.timestampedValueInGlobalWindow(pair, Instant.ofEpochMilli(7)));
    }

    List<KV<ShardedKey<String>, Integer>> emitted =
        context.emitted(0).stream().map(AssignShardsOperatorTest::valueOf).toList();
    ShardedKey<String> a = emitted.get(0).getKey();
    ShardedKey<String> b = emitted.get(1).getKey();
    assertThat(emitted, contains(KV.of(a, 1), KV.of(b, 2), KV.of(a, 3)));
    assertThat(a.getKey(), is("a"));
    assertThat(b.getKey(), is("b"));
    assertThat(((WindowedValue<?>) context.emitted(0).get(0)).getTimestamp().getMillis(), is(7L));
  }

  @SuppressWarnings("unchecked") // what the operator emits
  private static KV<ShardedKey<String>, Integer> valueOf(Object element) {
    return ((WindowedValue<KV<ShardedKey<String>, Integer>>) element).getValue();
  }
}
