package io.weir.runner.restore;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * Keeps sources from going beyond their half while it is shut, and keeps what a job notes. User
 * code is serialized on its way and reaches its test through statics only.
 */
final class Gate {
  private static final Queue<String> NOTES = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger SPLIT_CALLS = new AtomicInteger();
  private static volatile boolean open;
  private static volatile CountDownLatch opening = new CountDownLatch(1);

  private Gate() {}

  static void shut() {
    open = false;
    opening = new CountDownLatch(1);
    NOTES.clear();
    SPLIT_CALLS.set(0);
  }

  static void open() {
    open = true;
    opening.countDown();
  }

  /** Waits until it is open, at most so long. */
  static void awaitOpen(Duration atMost) throws InterruptedException {
    boolean unused = opening.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  static boolean isOpen() {
    return open;
  }

  static void note(String note) {
    NOTES.add(note);
  }

  /** All that was noted, sorted. */
  static List<String> notes() {
    return NOTES.stream().sorted().toList();
  }

  /** What was noted with that beginning, without it, sorted. */
  static List<String> notes(String beginning) {
    return NOTES.stream()
        .filter(note -> note.startsWith(beginning))
        .map(note -> note.substring(beginning.length()))
        .sorted()
        .toList();
  }

  static void countSplitCall() {
    SPLIT_CALLS.incrementAndGet();
  }

  static int splitCalls() {
    return SPLIT_CALLS.get();
  }

  /** Notes elements behind a beginning, and hands them on. */
  static final class NoteFn<T> extends DoFn<T, T> {
    private static final long serialVersionUID = 1;
    private final String beginning;

    NoteFn(String beginning) {
      this.beginning = beginning;
    }

    @ProcessElement
    public void process(@Element T element, OutputReceiver<T> out) {
      note(beginning + element);
      out.output(element);
    }
  }
}
