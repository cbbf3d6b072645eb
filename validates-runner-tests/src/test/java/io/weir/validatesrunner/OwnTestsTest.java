package io.weir.validatesrunner;

import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.weir.validatesrunner.fault.LyingRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weir's own conformance tests pass on a runner that is right, and fail on others. */
class OwnTestsTest {
  @TempDir Path directory = Path.of("");

  @Test
  void passOnWeir() throws IOException {
    assertThat(passed("TestWeirRunner", ""), is(all()));
  }

  @Test
  void passOnBeamsReferenceRunner() throws IOException {
    assertThat(passed("DirectRunner", ""), is(all()));
  }

  @Test
  void failOnARunnerThatExecutesNothing() throws IOException {
    assertThat(passed("NoOpRunner", ""), is(empty()));
  }

  @Test
  void failOnARunnerThatLosesAnElement() throws IOException {
    assertThat(passed(LyingRunner.Dropping.class.getName(), "CallSequence|Schemas"), is(empty()));
  }

  private static Set<TestId> all() {
    return TestTable.OWN.tests().stream().map(SuiteTest::id).collect(toSet());
  }

  private Set<TestId> passed(String runner, String tests) throws IOException {
    int unused =
        ValidatesRunnerMain.execute(
            "--own",
            "--runner",
            runner,
            "--forks",
            "1",
            "--tests",
            tests,
            "--output",
            directory.toString());

    List<String> lines = Files.readAllLines(directory.resolve("report.csv"));
    return lines.stream()
        .skip(1)
        .map(line -> line.split(",", 4))
        .filter(cells -> cells[2].equals("PASSED"))
        .map(cells -> new TestId(cells[0], cells[1]))
        .collect(toSet());
  }
}
