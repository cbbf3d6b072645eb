package io.weir.examples.weblog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The job on an embedded Weir: the same files at every parallelism. */
final class WeirRunnerWeblogTest {

  /** What else the job must do on Weir. */
  abstract static class OnWeir extends WeblogJobContract {

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
  }

  @Nested
  final class OneSubtask extends OnWeir {
    @Override
    List<String> runnerArgs() {
      return List.of("--parallelism=1"); // WeirRunner is the job's default
    }
  }

  @Nested
  final class TwoSubtasks extends OnWeir {
    @Override
    List<String> runnerArgs() {
      return List.of("--runner=WeirRunner", "--parallelism=2");
    }
  }

  @Nested
  final class FourSubtasks extends OnWeir {
    @Override
    List<String> runnerArgs() {
      return List.of("--runner=WeirRunner", "--parallelism=4");
    }
  }
}
