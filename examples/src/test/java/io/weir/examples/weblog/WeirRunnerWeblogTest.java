package io.weir.examples.weblog;

import java.util.List;
import org.junit.jupiter.api.Nested;

/** The job on an embedded Weir: the same files at every parallelism. */
final class WeirRunnerWeblogTest {

  @Nested
  final class OneSubtask extends WeblogJobContract {
    @Override
    List<String> runnerArgs() {
      return List.of("--parallelism=1"); // WeirRunner is the job's default
    }
  }

  @Nested
  final class TwoSubtasks extends WeblogJobContract {
    @Override
    List<String> runnerArgs() {
      return List.of("--runner=WeirRunner", "--parallelism=2");
    }
  }

  @Nested
  final class FourSubtasks extends WeblogJobContract {
    @Override
    List<String> runnerArgs() {
      return List.of("--runner=WeirRunner", "--parallelism=4");
    }
  }
}
