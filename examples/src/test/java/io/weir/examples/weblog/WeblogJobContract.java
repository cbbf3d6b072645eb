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
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What the job must do on every runner; a subclass names the runner. */
abstract class WeblogJobContract {
  @TempDir Path directory;

  /** Options that choose the runner, such as {@code --runner=DirectRunner}. */
  abstract List<String> runnerArgs();

  @Test
  void generatedLogGivesTheFilesOfThePlainComputation() {
    Path output = directory.resolve("made/for/it");
    WeblogRun run = run("--generate=5000", "--seed=7", "--output=" + output);

    List<String> lines = generatedLines(7, 5_000);
    ResultFiles expected = ReferenceTables.of(lines);
    assertThat(run.err(), run.status(), is(0));
    assertSameFiles(ResultFiles.in(output), expected);
    int rejected = expected.rows("rejected.csv").size();
    assertThat(rejected, greaterThan(20));
    assertThat(run.out(), containsString(5_000 - rejected + " lines parsed"));
    assertThat(run.out(), containsString(rejected + " lines rejected"));
    assertThat(run.out(), containsString("sessions.csv " + expected.rows("sessions.csv").size()));
  }

  @Test
  void globOfPlainAndPackedFilesIsReadAsOneLog() throws IOException {
    List<String> lines = generatedLines(3, 1500);
    Files.write(directory.resolve("access.log"), lines.subList(0, 1000));
    Path packed = directory.resolve("access.log.1.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(String.join("\n", lines.subList(1000, 1500)).getBytes(StandardCharsets.UTF_8));
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

  @Test
  @EnabledIfEnvironmentVariable(named = "WEIR_REAL_LOG", matches = ".+")
  void realLogGivesTheFiguresComputedIndependently() throws Exception {
    Path output = directory.resolve("out");

    WeblogRun run = run("--input=" + System.getenv("WEIR_REAL_LOG"), "--output=" + output);

    assertThat(run.err(), run.status(), is(0));
    ResultFiles files = ResultFiles.in(output);
    RealLogFigures.check(files);
    Map<String, String> digests = new TreeMap<>();
    for (String name : files.contents().keySet()) {
      byte[] content = files.text(name).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      digests.put(name, files.rows(name).size() + " " + HexFormat.of().formatHex(digest));
    }
    assertThat(digests, equalTo(RealLogFigures.DIGESTS));
  }

  private WeblogRun run(String... jobArgs) {
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
