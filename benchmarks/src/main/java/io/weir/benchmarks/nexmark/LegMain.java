package io.weir.benchmarks.nexmark;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The program of a leg's JVM: runs Nexmark's own program with the given arguments, then prints what
 * the process used. Knows Nexmark by name only, so that it runs on the class path of any peer.
 */
public final class LegMain {

  /** Starts the line that the driver reads. */
  static final String MARK = "@leg";

  private static final String NEXMARK = "org.apache.beam.sdk.nexmark.Main";

  /** The kernel's unit of CPU time in {@code /proc}: 100 per second on every Linux in use. */
  private static final double TICKS_PER_SECOND = 100;

  private LegMain() {}

  /** Runs one leg; exits with 1 when Nexmark threw. */
  public static void main(String[] args) throws ReflectiveOperationException, IOException {
    int exit = 0;
    try {
      Class.forName(NEXMARK).getMethod("main", String[].class).invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause() == null ? e : e.getCause();
      thrown.printStackTrace();
      exit = 1;
    }
    System.out.printf(
        Locale.ROOT, "%s cpu_s=%.2f peak_kb=%d%n", MARK, cpuSeconds(), peakMemoryKb());
    System.out.flush();
    // A local Flink cluster leaves threads behind.
    Runtime.getRuntime().halt(exit);
  }

  /** User and system time of this process and of the children it has waited for. */
  private static double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    // The second field is the program's name in parentheses and may contain spaces.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int field = 11; field <= 14; field++) {
      ticks += Long.parseLong(fields[field]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  private static long peakMemoryKb() throws IOException {
    List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
    return status.stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
