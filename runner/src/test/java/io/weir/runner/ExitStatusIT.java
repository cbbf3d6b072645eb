package io.weir.runner;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a program ends whose job failed. */
@Timeout(300)
final class ExitStatusIT {
  @TempDir private Path directory;

  private record Ended(int status, String errors) {}

  private Ended run(String... arguments) throws IOException, InterruptedException {
    Path errors = directory.resolve("errors");
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Program.class.getName());
    program.command().addAll(List.of(arguments));
    program.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    program.redirectError(new File(errors.toString()));
    Process process = program.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS), is(true));
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(errors, StandardCharsets.UTF_8));
  }

  @Test
  void isOneIfTheProgramDidNotAsk() throws Exception {
    Ended ended = run("fail", "leave");

    assertThat(ended.status(), is(1));
    assertThat(ended.errors(), containsString("no such luck"));
  }

  @Test
  void isTheProgramsOwnIfItAsked() throws Exception {
    assertThat(run("fail", "catch").status(), is(0));
  }

  @Test
  void isZeroIfTheJobIsDone() throws Exception {
    assertThat(run("succeed", "leave").status(), is(0));
  }

  /** Runs a pipeline that fails, or not, and asks what became of it, or not. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      Pipeline pipeline = Jobs.pipeline("--maxRestarts=0", "--progressIntervalMillis=10000");
      pipeline.apply(Create.of("succeed", arguments[0])).apply(ParDo.of(new FailingFn()));
      WeirPipelineResult result = (WeirPipelineResult) pipeline.run();
      if (arguments[1].equals("catch")) {
        try {
          result.waitUntilFinish();
        } catch (Pipeline.PipelineExecutionException e) {
          // It knows what to do about this.
        }
      }
    }
  }

  static final class FailingFn extends DoFn<String, String> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element String element) {
      if (element.equals("fail")) {
        throw new IllegalStateException("no such luck");
      }
    }
  }
}
