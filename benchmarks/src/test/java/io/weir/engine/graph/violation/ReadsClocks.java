package io.weir.engine.graph.violation;

import java.time.Instant;

/** Only engine.time may ask the machine for the time or sleep; each method breaks that once. */
public final class ReadsClocks {
  private ReadsClocks() {}

  /** Reads the wall clock. */
  public static final class Wall {
    private Wall() {}

    /** Breaks the rule. */
    public static long now() {
      return System.currentTimeMillis();
    }
  }

  /** Reads the monotonic clock. */
  public static final class Monotonic {
    private Monotonic() {}

    /** Breaks the rule. */
    public static long now() {
      return System.nanoTime();
    }
  }

  /** Reads the wall clock in another dress. */
  public static final class Now {
    private Now() {}

    /** Breaks the rule. */
    public static long now() {
      return Instant.now().toEpochMilli();
    }
  }

  /** Sleeps. */
  public static final class Sleeper {
    private Sleeper() {}

    /** Breaks the rule. */
    public static void rest() throws InterruptedException {
      Thread.sleep(1);
    }
  }
}
