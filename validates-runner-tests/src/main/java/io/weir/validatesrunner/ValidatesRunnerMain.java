package io.weir.validatesrunner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.beam.sdk.testing.TestPipeline;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program behind {@code ci/validates-runner}. */
@Command(
    name = "ci/validates-runner",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs Beam's ValidatesRunner tests, or its NeedsRunner tests, on Weir.",
      "Exits with 0 if the run completed and no test failed but those that the committed tables"
          + " name; with 1 otherwise.",
      "Options after -- are handed to the pipelines."
    })
public final class ValidatesRunnerMain implements Callable<Integer> {

  @Option(
      names = "--mode",
      defaultValue = "embedded",
      description = "Shape of the runner (default embedded); see ci/validates-runner --help.")
  private String mode = "embedded";

  @Option(
      names = "--runner",
      defaultValue = "TestWeirRunner",
      description = "TestWeirRunner (default), DirectRunner, NoOpRunner or a class name.")
  private String runner = "TestWeirRunner";

  @Option(
      names = "--tests",
      defaultValue = "",
      description = "Only tests whose class#method contains a match of this regular expression.")
  private String tests = "";

  @Option(
      names = "--needs-runner",
      description = "Runs the NeedsRunner tests of Beam's modules instead.")
  private boolean needsRunner;

  @Option(
      names = "--own",
      description = "Runs Weir's own tests of what Beam's do not show instead.")
  private boolean own;

  @Option(names = "--jobs", defaultValue = "2", description = "JVMs at the same time (default 2).")
  private int jobs = 2;

  @Option(
      names = "--forks",
      defaultValue = "4",
      description =
          "JVMs in all, the classes dealt out over them (default 4); 0 for one per class.")
  private int forks = 4;

  @Option(
      names = "--timeout",
      defaultValue = "120",
      description = "Seconds a test may take unless the suite gives it more (default 120).")
  private int timeoutSeconds = 120;

  @Option(
      names = "--heap",
      defaultValue = "3",
      description = "Gigabytes of heap of a JVM unless its tests need more (default 3).")
  private int heapGb = 3;

  @Option(
      names = "--part",
      paramLabel = "K/N",
      converter = SuitePart.Converter.class,
      description = "Only every N-th test, beginning with the K-th.")
  private SuitePart part = SuitePart.WHOLE;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "target/validates-runner",
      description = "Where report.csv and the logs go (default target/validates-runner).")
  private Path output = Path.of("target/validates-runner");

  @Parameters(paramLabel = "PIPELINE_OPTION", description = "More options for the pipelines.")
  private List<String> pipelineOptions = List.of();

  private ValidatesRunnerMain() {}

  /** Runs the suite and exits. */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs the suite; the answer is the exit code. */
  static int execute(String... args) {
    CommandLine line = new CommandLine(new ValidatesRunnerMain());
    line.setOverwrittenOptionsAllowed(true);
    line.setExecutionExceptionHandler(
        (e, ignored, parsed) -> {
          System.err.println("ci/validates-runner: " + e.getMessage());
          return e instanceof IllegalArgumentException ? 2 : 1;
        });
    return line.execute(args);
  }

  @Override
  public Integer call() throws IOException {
    Mode chosen = Mode.named(mode);
    RunnerUnderTest underTest = RunnerUnderTest.of(chosen, runner);
    List<SuiteTest> selected = selected();
    Map<TestId, List<String>> excluded = CsvResource.read("excluded.csv");
    List<TestOutcome> outcomes = new ArrayList<>(Suite.excluded(selected, excluded));
    List<SuiteTest> run =
        selected.stream().filter(test -> !excluded.containsKey(test.id())).toList();
    Path directory = Files.createDirectories(output).toAbsolutePath();
    ForkCommand command =
        new ForkCommand(
            underTest,
            options(chosen, underTest),
            Duration.ofSeconds(timeoutSeconds),
            heapGb,
            directory,
            Clusters.of(chosen));
    outcomes.addAll(
        new Suite(command, jobs).run(groups(chosen, run), ValidatesRunnerMain::printGroup));

    SuiteReport report = new SuiteReport(outcomes);
    report.writeCsv(directory.resolve("report.csv"));
    boolean passed = !underTest.isWeir() || meetsExpectations(report);
    System.out.println("report and logs: " + directory);
    System.out.println(report.summary(table(), chosen));
    return passed ? 0 : 1;
  }

  private List<SuiteTest> selected() {
    Pattern pattern = Pattern.compile(tests);
    List<SuiteTest> selected =
        part.of(table().tests()).stream()
            .filter(test -> pattern.matcher(test.id().toString()).find())
            .toList();
    if (selected.isEmpty()) {
      throw new IllegalArgumentException("no test of the suite matches " + tests);
    }
    return selected;
  }

  private TestTable table() {
    if (needsRunner && own) {
      throw new IllegalArgumentException("--needs-runner and --own are two lists of tests");
    }
    return own ? TestTable.OWN : needsRunner ? TestTable.NEEDS_RUNNER : TestTable.VALIDATES_RUNNER;
  }

  private List<ForkGroup> groups(Mode chosen, List<SuiteTest> run) {
    Set<TestId> inJvm = chosen == Mode.CLUSTER ? Clusters.testsInJvm().keySet() : Set.of();
    List<ForkGroup> perClass =
        ForkGroup.perClass(run.stream().filter(test -> !inJvm.contains(test.id())).toList());
    List<ForkGroup> groups =
        new ArrayList<>(forks > 0 ? ForkGroup.merged(perClass, forks) : perClass);
    List<TestId> apart = run.stream().map(SuiteTest::id).filter(inJvm::contains).toList();
    if (!apart.isEmpty()) {
      groups.add(new ForkGroup(Clusters.IN_JVM_GROUP, Optional.empty(), apart));
    }
    return groups;
  }

  private List<String> options(Mode chosen, RunnerUnderTest underTest)
      throws JsonProcessingException {
    List<String> options = new ArrayList<>();
    options.add("--runner=" + RecordingRunner.class.getName());
    ObjectMapper mapper = new ObjectMapper();
    String given = System.getProperty(TestPipeline.PROPERTY_BEAM_TEST_PIPELINE_OPTIONS, "");
    if (!given.isEmpty()) {
      options.addAll(List.of(mapper.readValue(given, String[].class)));
    } else if (underTest.isWeir()) {
      options.addAll(chosen.weirOptions());
    }
    options.addAll(pipelineOptions);
    return options;
  }

  private static void printGroup(List<TestOutcome> outcomes) {
    for (TestOutcome outcome : outcomes) {
      if (outcome.verdict() == Verdict.FAILED) {
        System.out.println("FAILED " + outcome.id() + ": " + outcome.cause());
      }
    }
  }

  private static boolean meetsExpectations(SuiteReport report) {
    Expectations expected = Expectations.committed();
    List<TestOutcome> regressions = expected.regressions(report);
    print("should have passed:", regressions);
    print("passed, though the table says that they fail:", expected.surprises(report));
    List<TestOutcome> impossible = expected.impossible(report);
    if (!impossible.isEmpty()) {
      System.out.println("cannot pass here:");
      impossible.forEach(
          outcome ->
              System.out.println(
                  "  FAILED " + outcome.id() + ": " + expected.impossible().get(outcome.id())));
    }
    return regressions.isEmpty();
  }

  private static void print(String heading, List<TestOutcome> outcomes) {
    if (!outcomes.isEmpty()) {
      System.out.println(heading);
      outcomes.forEach(
          outcome ->
              System.out.println(
                  "  " + outcome.verdict() + " " + outcome.id() + ": " + outcome.cause()));
    }
  }
}
