package io.weir.validatesrunner;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The committed tables, and the names that the command line takes. */
class ListsTest {

  private final Set<TestId> suite =
      TestTable.everyTest().stream().map(SuiteTest::id).collect(Collectors.toSet());

  @Test
  void theTablesHaveEveryTestOfBeamsModules() {
    assertThat(TestTable.VALIDATES_RUNNER.tests(), hasSize(423));
    assertThat(TestTable.NEEDS_RUNNER.tests(), hasSize(628));
    assertThat(suite, hasSize(423 + 628 + TestTable.OWN.tests().size()));
  }

  @Test
  void theOtherTablesNameTestsOfTheSuite() {
    for (String table :
        new String[] {
          "no-pipeline.csv",
          "excluded.csv",
          "cannot-pass-here.csv",
          "own-parallelism.csv",
          "vacuous.csv",
          "without-restart.csv"
        }) {
      Set<TestId> unknown = new TreeSet<>(CsvResource.read(table).keySet());
      unknown.removeAll(suite);
      assertThat(table, unknown, is(empty()));
    }
  }

  @Test
  void theTableOfOurOwnTestsHasAllOfThem() throws ClassNotFoundException {
    Set<TestId> written = new TreeSet<>();
    for (SuiteTest listed : TestTable.OWN.tests()) {
      String className = listed.id().className();
      for (Method method : Class.forName(className).getMethods()) {
        if (method.isAnnotationPresent(org.junit.Test.class)) {
          written.add(new TestId(className, method.getName()));
        }
      }
    }

    assertThat(ids(TestTable.OWN), is(written));
  }

  /** What a vacuous test is named for is shown by a test of our own. */
  @Test
  void everyVacuousTestHasOneOfOurOwnInItsPlace() {
    Set<TestId> shown = new TreeSet<>();
    CsvResource.read("vacuous.csv").values().forEach(row -> shown.add(TestId.parse(row.get(0))));

    assertThat(CsvResource.read("vacuous.csv").keySet(), hasSize(16));
    assertThat(shown, hasSize(16));
    assertThat(shown, is(ids(TestTable.OWN)));
  }

  private static Set<TestId> ids(TestTable table) {
    return table.tests().stream().map(SuiteTest::id).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyTestIsInOneGroup() {
    for (int forks = 1; forks < 4; forks++) {
      Set<TestId> grouped = new TreeSet<>();
      for (ForkGroup group : ForkGroup.merged(ForkGroup.perClass(TestTable.everyTest()), forks)) {
        grouped.addAll(group.tests());
      }
      assertThat(grouped, is(new TreeSet<>(suite)));
    }
  }

  @Test
  void everyTestIsInOnePart() {
    Set<TestId> dealt = new TreeSet<>();
    int count = 0;
    for (int number = 1; number <= 6; number++) {
      for (SuiteTest test : new SuitePart(number, 6).of(TestTable.VALIDATES_RUNNER.tests())) {
        dealt.add(test.id());
        count++;
      }
    }
    assertThat(dealt, hasSize(423));
    assertThat(count, is(423));
  }

  @Test
  void atMostFortyTestsAreRunWithoutARestart() {
    assertThat(RestartSometimesRunner.exempt().size(), is(lessThanOrEqualTo(40)));
  }

  @Test
  void refusesUnknownModesAndRunnersByName() {
    IllegalArgumentException mode =
        assertThrows(IllegalArgumentException.class, () -> Mode.named("cloud"));
    IllegalArgumentException runner =
        assertThrows(IllegalArgumentException.class, () -> RunnerUnderTest.named("NopeRunner"));

    assertThat(mode.getMessage(), containsString("cloud"));
    assertThat(runner.getMessage(), containsString("NopeRunner"));
  }

  @Test
  void eventsSurviveTheirLine() {
    ForkEvent event =
        new ForkEvent(ForkEvent.Kind.FAILED, new TestId("a.B$C", "d"), 1.5, "why\tnot\nsecond");

    ForkEvent read = ForkEvent.parse("chatter " + event.line()).orElseThrow();

    assertThat(read.test(), is(event.test()));
    assertThat(read.detail(), is("why not"));
    assertThat(ForkEvent.parse("chatter").isPresent(), is(false));
  }
}
