package io.weir.worker.process;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this process when its parent is gone: the parent holds the other end of standard input and
 * never closes it, so its end is the parent's.
 */
final class ParentWatch {
  /** Exit status of a process that lost its parent. */
  static final int ORPHANED = 4;

  private ParentWatch() {}

  /** Watches from a thread of its own. */
  static void start(InputStream fromParent) {
    Thread thread = new Thread(() -> watch(fromParent), "weir-parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static void watch(InputStream fromParent) {
    try {
      int read;
      do {
        read = fromParent.read();
      } while (read >= 0);
    } catch (IOException e) {
      // As good as its end.
    }
    // At once and without shutdown hooks: user code may hang in them.
    Runtime.getRuntime().halt(ORPHANED);
  }
}
