package io.weir.validatesrunner;

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkSupervisorTest {

  @TempDir Path directory = Path.of("");

  @Test
  void reportsEveryTestThoughTwoOfThemTakeTheirJvmDown() throws IOException {
    Map<String, TestOutcome> outcomes =
        run("aHangs", "bEndsTheJvm", "cThrows", "dPassesWithoutAPipeline", "eIsIgnored");

    assertThat(of(outcomes, "aHangs").cause(), is("timeout"));
    assertThat(of(outcomes, "bEndsTheJvm").cause(), containsString("exit code 3"));
    assertThat(of(outcomes, "cThrows").cause(), containsString("on purpose"));
    assertThat(of(outcomes, "dPassesWithoutAPipeline").cause(), containsString("ran no pipeline"));
    assertThat(of(outcomes, "dPassesWithoutAPipeline").verdict(), is(Verdict.FAILED));
    assertThat(of(outcomes, "eIsIgnored").verdict(), is(Verdict.SKIPPED));
    String log = Files.readString(directory.resolve("unruly.log"));
    assertThat(log, containsString("CountDownLatch.await"));
  }

  @Test
  void reportsAMethodThatTheClassDoesNotHave() {
    Map<String, TestOutcome> outcomes = run("noSuchMethod");

    assertThat(of(outcomes, "noSuchMethod").verdict(), is(Verdict.FAILED));
  }

  private static TestOutcome of(Map<String, TestOutcome> outcomes, String method) {
    return requireNonNull(outcomes.get(method), method);
  }

  private Map<String, TestOutcome> run(String... methods) {
    List<TestId> tests =
        List.of(methods).stream()
            .map(method -> new TestId(UnrulySample.class.getName(), method))
            .toList();
    ForkCommand command =
        new ForkCommand(
            RunnerUnderTest.named("NoOpRunner"),
            List.of(),
            Duration.ofSeconds(5),
            1,
            directory,
            Optional.empty());
    ForkGroup group = new ForkGroup("unruly", Optional.empty(), tests);
    return new ForkSupervisor(command, group)
        .run().stream()
            .collect(Collectors.toMap(outcome -> outcome.id().methodName(), Function.identity()));
  }
}
