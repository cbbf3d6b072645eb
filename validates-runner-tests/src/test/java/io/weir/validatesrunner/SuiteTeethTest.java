package io.weir.validatesrunner;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.validatesrunner.fault.LyingRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that the suite can fail: a handful of Beam's classes on runners that are no good. */
class SuiteTeethTest {

  /** With tests that have PAsserts, that have none, and that expect run() to throw. */
  private static final String HANDFUL =
      "\\.(KvSwapTest#|WithTimestampsTest#|ParDoTest.LifecycleTests#|GroupByKeyTest.BasicTests#testTimestampCombiner)";

  private static final String ELEMENTS = "\\.(KvSwapTest#|FlattenTest#testFlattenPCollections$)";
  private static final String TIMERS =
      "\\.ParDoTest.TimerTests#test(EventTimeTimerBounded|OutputTimestampDefault)$";
  private static final String WINDOWS =
      "\\.(WindowingTest#testNonPartitioningWindowing"
          + "|GroupByKeyTest.WindowTests#testGroupByKeyMultipleWindows)$";

  @TempDir Path directory = Path.of("");

  @Test
  void failsOnARunnerThatExecutesNothing() throws IOException {
    assertThat(passedWithAPipeline(run("NoOpRunner")), is(empty()));
  }

  @Test
  void failsOnARunnerThatRefusesEverything() throws IOException {
    assertThat(passedWithAPipeline(run(RefusingRunner.class.getName())), is(empty()));
  }

  @Test
  void failsOnARunnerThatLosesAnElement() throws IOException {
    assertThat(passed(run(LyingRunner.Dropping.class.getName(), ELEMENTS)), is(empty()));
  }

  @Test
  void failsOnARunnerThatHasAnElementTwice() throws IOException {
    assertThat(passed(run(LyingRunner.Doubling.class.getName(), ELEMENTS)), is(empty()));
  }

  @Test
  void failsOnARunnerThatIgnoresTimers() throws IOException {
    assertThat(passed(run(LyingRunner.Timeless.class.getName(), TIMERS)), is(empty()));
  }

  @Test
  void failsOnARunnerThatForgetsAWindow() throws IOException {
    assertThat(passed(run(LyingRunner.Forgetful.class.getName(), WINDOWS)), is(empty()));
  }

  @Test
  void theSameTestsPassWithoutTheLies() throws IOException {
    Map<TestId, String> verdicts = run("TestWeirRunner", ELEMENTS + "|" + TIMERS + "|" + WINDOWS);

    assertThat(passed(verdicts), is(verdicts.keySet()));
  }

  @Test
  void passesOnBeamsReferenceRunner() throws IOException {
    Map<TestId, String> verdicts = run("DirectRunner");

    assertThat(verdicts.values(), is(not(empty())));
    assertThat(Set.copyOf(verdicts.values()), is(Set.of("PASSED")));
  }

  private static Set<TestId> passed(Map<TestId, String> verdicts) {
    assertThat(verdicts.keySet(), is(not(empty())));
    return verdicts.entrySet().stream()
        .filter(entry -> entry.getValue().equals("PASSED"))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Set<TestId> passedWithAPipeline(Map<TestId, String> verdicts) {
    return passed(verdicts).stream()
        .filter(test -> !CsvResource.read("no-pipeline.csv").containsKey(test))
        .collect(Collectors.toSet());
  }

  private Map<TestId, String> run(String runner) throws IOException {
    return run(runner, HANDFUL);
  }

  private Map<TestId, String> run(String runner, String tests) throws IOException {
    int exit =
        ValidatesRunnerMain.execute(
            "--runner", runner, "--forks", "1", "--tests", tests, "--output", directory.toString());

    assertThat(exit, is(0));
    List<String> lines = Files.readAllLines(directory.resolve("report.csv"));
    return lines.stream()
        .skip(1)
        .map(line -> line.split(",", 4))
        .collect(Collectors.toMap(cells -> new TestId(cells[0], cells[1]), cells -> cells[2]));
  }
}
