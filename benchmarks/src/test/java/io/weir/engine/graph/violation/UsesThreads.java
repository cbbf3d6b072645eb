package io.weir.engine.graph.violation;

import java.util.concurrent.locks.ReentrantLock;

/** Threads and locks belong in few packages; each class breaks that once. */
public final class UsesThreads {
  private UsesThreads() {}

  /** Starts a thread. */
  public static final class Starter {
    private Starter() {}

    /** Breaks the rule. */
    public static Thread start(Runnable work) {
      return new Thread(work);
    }
  }

  /** Takes a lock. */
  public static final class Locker {
    private Locker() {}

    /** Breaks the rule. */
    public static boolean take() {
      return new ReentrantLock().isLocked();
    }
  }

  /** Has a synchronized method. */
  public static final class Synchronizer {
    /** Breaks the rule. */
    public synchronized int one() {
      return 1;
    }
  }

  /** Has a volatile field. */
  public static final class Sharer {
    /** Breaks the rule. */
    public volatile int shared;
  }
}
