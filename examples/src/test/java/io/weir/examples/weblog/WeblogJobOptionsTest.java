package io.weir.examples.weblog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input ends before a job starts, with one line that names the cause. */
final class WeblogJobOptionsTest {
  private static final List<String> DIRECT = List.of("--runner=DirectRunner");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "--output=@/out --generate=10 --input=@/x, give either --input=PATTERN or --generate=LINES",
    "--output=@/out --generate=-1, --generate must not be negative",
    "--output=@/out --generate=many, bad option --generate=many",
    "--output=@/out --generate=10 --slowdownMillisPerThousand=-5, must not be negative",
    "--output=@/out --generate=10 --colour=red, colour",
    "--output=@/out generate, generate",
    "--output=@/out --input=@/missing.log, no file matches --input=@/missing.log",
    "--output=@/out --input=@/none/*.log, no file matches --input=@/none/*.log",
    "--output=@/out --input=file:@/missing.log, no file matches --input=file:@/missing.log",
    "--output=@/out --input=@/folder, cannot read --input=@/folder",
    "--output=@/out --input=nofs://there/x, nofs",
    "--output=@/file --generate=10, cannot write to --output=@/file",
    "--output=@/file/below --generate=10, cannot write to --output=@/file/below",
  })
  void namesTheCauseInOneLine(String args, String cause) throws IOException {
    Files.createDirectory(directory.resolve("folder"));
    Files.writeString(directory.resolve("file"), "a file");

    WeblogRun run = WeblogRun.of(DIRECT, args.replace("@", directory.toString()).split(" ", -1));

    assertThat(run.err(), run.status(), is(2));
    assertThat(run.err(), containsString(cause.replace("@", directory.toString())));
    assertThat(run.err(), run.err().lines().count(), equalTo(1L));
    assertThat(run.out(), equalTo(""));
  }

  @Test
  void withoutInputALogIsGeneratedAndTheUserToldSo() {
    WeblogRun run =
        WeblogRun.of(List.of("--runner=" + FailingRunner.class.getName()), "--output=" + directory);

    assertThat(run.out(), containsString("no --input is given, so a log of 100000 lines"));
  }

  @Test
  void unknownRunnerIsNamed() {
    WeblogRun run =
        WeblogRun.of(List.of("--runner=NoRunner"), "--generate=10", "--output=" + directory);

    assertThat(run.err(), run.status(), is(2));
    assertThat(run.err(), containsString("NoRunner"));
  }

  @Test
  void failedJobNamesItsCauseFirst() {
    WeblogRun run =
        WeblogRun.of(
            List.of("--runner=" + FailingRunner.class.getName()),
            "--generate=10",
            "--output=" + directory);

    assertThat(run.status(), is(1));
    assertThat(run.err().lines().findFirst().orElse(""), containsString(FailingRunner.CAUSE));
    assertThat(run.out(), equalTo(""));
  }
}
