package io.weir.examples.weblog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the job must do on every runner; a subclass names the runner. */
abstract class WeblogJobContract {
  @TempDir Path directory;

  /** Options that choose the runner, such as {@code --runner=DirectRunner}. */
  abstract List<String> runnerArgs();

  /** Lines of the larger logs that are generated. */
  int lines() {
    return 5_000;
  }

  @Test
  void generatedLogGivesTheFilesOfThePlainComputation() {
    Path output = directory.resolve("made/for/it");
    WeblogRun run = run("--generate=" + lines(), "--seed=7", "--output=" + output);

    List<String> lines = generatedLines(7, lines());
    ResultFiles expected = ReferenceTables.of(lines);
    assertThat(run.err(), run.status(), is(0));
    assertSameFiles(ResultFiles.in(output), expected);
    int rejected = expected.rows("rejected.csv").size();
    assertThat(rejected, greaterThan(lines() / 250));
    assertThat(run.out(), containsString(lines() - rejected + " lines parsed"));
    assertThat(run.out(), containsString(rejected + " lines rejected"));
    assertThat(run.out(), containsString("sessions.csv " + expected.rows("sessions.csv").size()));
  }

  @Test
  void globOfPlainAndPackedFilesIsReadAsOneLog() throws IOException {
    int half = lines() / 2;
    List<String> lines = generatedLines(3, lines());
    Files.write(directory.resolve("access.log"), lines.subList(0, half));
    Path packed = directory.resolve("access.log.1.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(String.join("\n", lines.subList(half, lines())).getBytes(StandardCharsets.UTF_8));
    }
    Path output = directory.resolve("out");

    WeblogRun run = run("--input=" + directory + "/access.log*", "--output=" + output);

    assertThat(run.err(), run.status(), is(0));
    assertSameFiles(ResultFiles.in(output), ReferenceTables.of(lines));
  }

  @Test
  void logWithoutLinesGivesFilesWithHeadersOnly() throws IOException {
    Path log = Files.createFile(directory.resolve("empty.log"));
    Path output = directory.resolve("out");

    WeblogRun run = run("--input=" + log, "--output=" + output);

    assertThat(run.err(), run.status(), is(0));
    assertSameFiles(ResultFiles.in(output), ReferenceTables.of(List.of()));
  }

  @Test
  void hostileBytesEndUpInRejectedOnly() throws IOException {
    byte[] log = HostileText.bytes(11, 30_000);
    Path input = Files.write(directory.resolve("hostile.log"), log);
    Path output = directory.resolve("out");

    WeblogRun run = run("--input=" + input, "--output=" + output);

    assertThat(run.err(), run.status(), is(0));
    assertSameFiles(ResultFiles.in(output), ReferenceTables.of(HostileText.linesOf(log)));
  }

  @Test
  void slowedInputGivesTheSameFilesAndReplacesOlderOnes() throws IOException {
    Path output = Files.createDirectory(directory.resolve("out"));
    Files.writeString(
        output.resolve("errors.csv"), "older, and longer than the new one".repeat(99));

    WeblogRun run = run("--generate=300", "--slowdownMillisPerThousand=200", "--output=" + output);

    assertThat(run.err(), run.status(), is(0));
    assertSameFiles(ResultFiles.in(output), ReferenceTables.of(generatedLines(1, 300)));
  }

  final WeblogRun run(String... jobArgs) {
    return WeblogRun.of(runnerArgs(), jobArgs);
  }

  private static List<String> generatedLines(long seed, long count) {
    LogGenerator generator = new LogGenerator(seed);
    return LongStream.range(0, count).mapToObj(generator::line).toList();
  }

  private static void assertSameFiles(ResultFiles actual, ResultFiles expected) {
    assertThat(actual.contents().keySet(), equalTo(expected.contents().keySet()));
    for (String name : expected.contents().keySet()) {
      assertThat(name, actual.text(name), equalTo(expected.text(name)));
    }
  }
}
