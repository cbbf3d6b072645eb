package io.weir.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all {@link TestFileSystem}s of the process hold, and what goes wrong with them: Beam makes
 * the file systems, tests look at this. Thread: any.
 */
public final class TestStore {
  /** What the URIs of its files begin with. */
  public static final String ROOT = TestFileSystem.SCHEME + "://bucket/checkpoints";

  static final ConcurrentSkipListMap<String, byte[]> FILES = new ConcurrentSkipListMap<>();

  private static final AtomicInteger REFUSED = new AtomicInteger();
  private static volatile boolean failing;
  private static volatile CountDownLatch held = new CountDownLatch(0);

  private TestStore() {}

  /** Forgets all files, and works again. */
  public static void reset() {
    work();
    FILES.clear();
    REFUSED.set(0);
  }

  /** The URIs of all files. */
  public static Set<String> uris() {
    return Set.copyOf(FILES.keySet());
  }

  /** Puts a file there. */
  public static void put(String uri, byte[] content) {
    FILES.put(uri, content);
  }

  /** From now on no file can be written. */
  public static void fail() {
    failing = true;
  }

  /** From now on whoever begins a file waits until {@link #work}. */
  public static void hold() {
    held = new CountDownLatch(1);
  }

  /** Works as it should from now on. */
  public static void work() {
    failing = false;
    held.countDown();
  }

  /** How many files could not be written, or had to wait. */
  public static int refused() {
    return REFUSED.get();
  }

  static void beforeWriting(String uri) throws IOException {
    if (failing) {
      REFUSED.incrementAndGet();
      throw new IOException("the store refuses " + uri);
    }
    if (held.getCount() > 0) {
      REFUSED.incrementAndGet();
      try {
        held.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException(uri);
      }
    }
  }
}
