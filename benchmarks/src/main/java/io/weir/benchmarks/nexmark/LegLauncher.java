package io.weir.benchmarks.nexmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs legs, each in a new JVM.
 *
 * @param classPaths the class path of each contender, {@link LegMain} on all of them
 * @param directory where logs and Nexmark's result files go
 * @param heap the value of {@code -Xmx}
 * @param timeout after which a leg is killed and has failed
 */
record LegLauncher(
    Map<Contender, String> classPaths, Path directory, String heap, Duration timeout) {

  private static final Pattern USED =
      Pattern.compile(LegMain.MARK + " cpu_s=([0-9.]+) peak_kb=(\\d+)");

  /** Nexmark's figures in the middle of the run, whose fields are named as those of the whole. */
  private static final Pattern SNAPSHOTS = Pattern.compile("\"snapshots\":\\[[^\\]]*\\]");

  /** What Flink's and Beam's reflection needs on JDK 17. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.util",
          "java.util.concurrent",
          "java.time",
          "java.nio",
          "sun.nio.ch",
          "java.net",
          "java.lang.reflect");

  /** Runs {@code query} over that many events. */
  Leg run(Contender contender, int query, long events)
      throws LegFailedException, InterruptedException {
    String name = contender + "-q" + query + "-" + events;
    Path log = directory.resolve(name + ".log");
    Path perf = directory.resolve(name + ".perf");
    try {
      Files.deleteIfExists(perf);
      Process process =
          new ProcessBuilder(command(contender, query, events, perf))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      await(process, name, log);
      return read(contender, query, events, log, perf);
    } catch (IOException e) {
      throw new LegFailedException(name + ": " + e.getMessage() + "; see " + log);
    }
  }

  private void await(Process process, String name, Path log)
      throws LegFailedException, InterruptedException {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new LegFailedException(name + ": not done after " + timeout + "; see " + log);
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new LegFailedException(name + ": exit code " + process.exitValue() + "; see " + log);
    }
  }

  private static Leg read(Contender contender, int query, long events, Path log, Path perf)
      throws LegFailedException, IOException {
    Matcher used = USED.matcher(Files.readString(log));
    if (!used.find() || !Files.exists(perf)) {
      throw new LegFailedException("the leg reported no figures; see " + log);
    }
    String measured = SNAPSHOTS.matcher(Files.readString(perf)).replaceAll("");
    return new Leg(
        contender,
        query,
        events,
        Double.parseDouble(used.group(1)),
        number(measured, "eventsPerSec", log),
        Long.parseLong(used.group(2)),
        (long) number(measured, "numResults", log));
  }

  /** A field of Nexmark's JSON. */
  private static double number(String json, String field, Path log) throws LegFailedException {
    Matcher matcher = Pattern.compile("\"" + field + "\":(-?[0-9.E]+)").matcher(json);
    if (!matcher.find()) {
      throw new LegFailedException("no " + field + " in Nexmark's figures; see " + log);
    }
    return Double.parseDouble(matcher.group(1));
  }

  private List<String> command(Contender contender, int query, long events, Path perf) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    OPENED.forEach(opened -> command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add("-cp");
    command.add(classPaths.getOrDefault(contender, ""));
    command.add(LegMain.class.getName());
    command.addAll(contender.options());
    command.add("--query=" + query);
    command.add("--numEvents=" + events);
    command.add("--manageResources=false");
    command.add("--monitorJobs=true");
    command.add("--perfFilename=" + perf);
    return command;
  }
}
