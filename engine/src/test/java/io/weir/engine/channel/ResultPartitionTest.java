package io.weir.engine.channel;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroups;
import io.weir.engine.element.Signal;
import io.weir.engine.element.StreamItem;
import io.weir.engine.fake.StringCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResultPartitionTest {
  private static final int MAX_PARALLELISM = 8;

  private final List<LocalChannel> channels = Stream.generate(LocalChannel::new).limit(3).toList();

  private List<ChannelWriter> writers() {
    return List.copyOf(channels);
  }

  @Test
  void keyedSendsEachElementWithItsKeyToTheOwnerOfItsKeyGroup() throws Exception {
    StringCodec codec = new StringCodec(MAX_PARALLELISM);
    ResultPartition partition =
        new KeyedPartition(writers(), Overdraft.UNBOUNDED, codec, MAX_PARALLELISM);

    for (int i = 0; i < 100; i++) {
      partition.emit("k" + i);
    }
    partition.flush();

    int seen = 0;
    for (int consumer = 0; consumer < 3; consumer++) {
      ElementBatch batch = (ElementBatch) Objects.requireNonNull(channels.get(consumer).poll());
      for (int i = 0; i < batch.size(); i++, seen++) {
        Key key = Objects.requireNonNull(batch.key(i));
        assertThat(key, is(codec.keyOf(batch.element(i))));
        assertThat(KeyGroups.subtaskOf(key.keyGroup(), 3, MAX_PARALLELISM), is(consumer));
      }
    }
    assertThat(seen, is(100));
    assertThat(partition.elementsWritten(), is(100L));
  }

  @Test
  void fullBatchesLeaveAtOnceAndTheRestWhenFlushed() throws Exception {
    LocalChannel channel = channels.get(0);
    ResultPartition partition = new ForwardPartition(channel, Overdraft.UNBOUNDED);

    for (int i = 0; i < Subpartition.BATCH + 1; i++) {
      partition.emit(i);
    }
    assertThat(channel.backlog(), is(1));
    partition.flush();

    assertThat(((ElementBatch) Objects.requireNonNull(channel.poll())).size(), is(256));
    assertThat(elements(channel), contains((Object) 256));
  }

  @Test
  void broadcastSharesOneBatch() throws Exception {
    ResultPartition partition = new BroadcastPartition(writers(), Overdraft.UNBOUNDED);

    partition.emit("a");
    partition.flush();

    StreamItem first = channels.get(0).poll();
    assertThat(channels.get(1).poll(), sameInstance(first));
    assertThat(channels.get(2).poll(), sameInstance(first));
    assertThat(partition.elementsWritten(), is(1L));
  }

  @Test
  void rebalanceGivesAnElementAtOnceToEachConsumerThatHasNothingToDo() throws Exception {
    ResultPartition partition = new RebalancePartition(writers(), Overdraft.UNBOUNDED);

    partition.emit("a");
    partition.emit("b");
    partition.emit("c");

    assertThat(channels.stream().map(LocalChannel::backlog).toList(), contains(1, 1, 1));
  }

  @Test
  void rebalanceSpreadsFewElementsEvenlyAndLeavesOutABusyConsumer() throws Exception {
    for (int i = 0; i < 5; i++) {
      channels.get(1).write(new Signal.Idle());
    }
    ResultPartition partition = new RebalancePartition(writers(), Overdraft.UNBOUNDED);

    for (int i = 0; i < 10; i++) {
      partition.emit(i);
    }
    partition.flush();

    assertThat(elements(channels.get(0)).size(), is(5));
    assertThat(elements(channels.get(2)).size(), is(5));
    assertThat(channels.get(1).backlog(), is(5));
  }

  @Test
  void rebalanceKnowsWhenAConsumerWaitsForWork() throws Exception {
    ResultPartition partition = new RebalancePartition(writers(), Overdraft.UNBOUNDED);
    for (int i = 0; i < 3; i++) {
      assertThat(partition.hasDemand(), is(true));
      partition.emit(i);
    }
    assertThat(partition.hasDemand(), is(false));

    channels.get(2).poll();

    assertThat(partition.hasDemand(), is(true));
  }

  @Test
  void signalsFollowTheElementsEmittedBefore() throws Exception {
    ResultPartition partition =
        new KeyedPartition(
            writers(), Overdraft.UNBOUNDED, new StringCodec(MAX_PARALLELISM), MAX_PARALLELISM);
    IntStream.range(0, 50).forEach(i -> emit(partition, "k" + i));

    partition.broadcast(new Signal.Barrier(1));

    for (LocalChannel channel : channels) {
      assertThat(channel.poll(), instanceOf(ElementBatch.class));
      assertThat(channel.poll(), is(new Signal.Barrier(1)));
      assertThat(channel.poll(), nullValue());
    }
  }

  @Test
  void parksTheProducerThatWritesFarBeyondTheBound() throws Exception {
    LocalChannel channel = channels.get(0);
    List<Integer> backlogs = new ArrayList<>();
    ResultPartition partition =
        new ForwardPartition(
            channel,
            full -> {
              backlogs.add(full.backlog());
              while (channel.poll() != null) {}
            });

    for (int i = 0; i < 3 * Subpartition.BATCH * Subpartition.OVERDRAFT; i++) {
      partition.emit(i);
    }

    assertThat(backlogs, everyItem(is(Subpartition.OVERDRAFT + 1)));
    assertThat(backlogs.isEmpty(), is(false));
  }

  private static void emit(ResultPartition partition, Object element) {
    try {
      partition.emit(element);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<Object> elements(LocalChannel channel) {
    List<Object> elements = new ArrayList<>();
    while (channel.poll() instanceof ElementBatch batch) {
      for (int i = 0; i < batch.size(); i++) {
        elements.add(batch.element(i));
      }
    }
    return elements;
  }
}
