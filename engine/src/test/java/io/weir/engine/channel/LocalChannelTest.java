package io.weir.engine.channel;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Signal;
import io.weir.engine.element.StreamItem;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalChannelTest {
  private final LocalChannel channel = new LocalChannel();

  @Test
  void handsOverItemsByReferenceInOrder() {
    StreamItem first = new Signal.Watermark(1);
    StreamItem second = new Signal.Watermark(2);
    channel.write(first);
    channel.write(second);

    assertThat(channel.poll(), sameInstance(first));
    assertThat(channel.poll(), sameInstance(second));
    assertThat(channel.poll(), nullValue());
  }

  @Test
  void callsTheConsumerOnlyAfterItFoundNothing() {
    AtomicInteger calls = new AtomicInteger();
    channel.listenAvailable(calls::incrementAndGet);
    channel.write(new Signal.Idle());
    assertThat(calls.get(), is(0));

    channel.poll();
    channel.poll();
    channel.write(new Signal.Idle());
    channel.write(new Signal.Idle());

    assertThat(calls.get(), is(1));
  }

  @Test
  void takesMoreThanItsBoundButIsNotWritableThen() {
    AtomicInteger calls = new AtomicInteger();
    channel.listenWritable(calls::incrementAndGet);
    for (int i = 0; i < LocalChannel.BOUND + 3; i++) {
      channel.write(new Signal.Idle());
    }
    assertThat(channel.isWritable(), is(false));
    assertThat(channel.backlog(), is(LocalChannel.BOUND + 3));

    while (calls.get() == 0) {
      channel.poll();
    }

    assertThat(channel.backlog(), is(LocalChannel.RESUME));
    assertThat(channel.isWritable(), is(true));
  }

  @Test
  void barrierOvertakesWhatIsInFrontOfItAndNothingElseChanges() {
    ElementBatch first = ElementBatch.unkeyed(1);
    ElementBatch second = ElementBatch.unkeyed(1);
    ElementBatch behind = ElementBatch.unkeyed(1);
    channel.write(first);
    channel.write(new Signal.Watermark(1));
    channel.write(second);
    assertThat(channel.holdsBarrier(7), is(false));
    channel.write(new Signal.Barrier(7));
    assertThat(channel.holdsBarrier(6), is(false));
    assertThat(channel.holdsBarrier(7), is(true));

    assertThat(channel.overtake(7), contains(first, new Signal.Watermark(1), second));

    channel.write(behind);
    assertThat(channel.holdsBarrier(7), is(false));
    assertThat(channel.poll(), sameInstance(first));
    assertThat(channel.poll(), is(new Signal.Watermark(1)));
    assertThat(channel.poll(), sameInstance(second));
    assertThat(channel.poll(), sameInstance(behind));
    assertThat(channel.poll(), nullValue());
    assertThat(channel.backlog(), is(0));
  }

  @Test
  void callsTheConsumerThatMissesABarrier() {
    AtomicInteger calls = new AtomicInteger();
    channel.listenAvailable(calls::incrementAndGet);
    channel.write(new Signal.Idle());
    channel.holdsBarrier(7);

    channel.write(new Signal.Barrier(7));

    assertThat(calls.get(), is(1));
    assertThat(channel.holdsBarrier(7), is(true));
  }

  @Test
  void losesNoWakeUpBetweenTwoThreads() throws Exception {
    int items = 300_000;
    Semaphore available = new Semaphore(0);
    Semaphore writable = new Semaphore(0);
    AtomicInteger longest = new AtomicInteger();
    channel.listenAvailable(available::release);
    channel.listenWritable(writable::release);
    Thread producer =
        new Thread(
            () -> {
              for (int i = 0; i < items; i++) {
                while (!channel.isWritable()) {
                  writable.acquireUninterruptibly();
                }
                channel.write(new Signal.Barrier(i));
                longest.accumulateAndGet(channel.backlog(), Math::max);
              }
            });
    producer.start();

    for (long expected = 0; expected < items; ) {
      StreamItem item = channel.poll();
      if (item == null) {
        assertThat("a wake-up was lost", available.tryAcquire(30, TimeUnit.SECONDS), is(true));
      } else {
        assertThat(((Signal.Barrier) item).checkpointId(), is(expected));
        expected++;
      }
    }
    producer.join();

    assertThat(longest.get(), lessThanOrEqualTo(LocalChannel.BOUND));
  }
}
