package io.weir.examples.weblog;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of the job in this JVM and what came of it.
 *
 * @param status exit status
 * @param out text on standard output
 * @param err text on standard error
 */
record WeblogRun(int status, String out, String err) {

  static WeblogRun of(List<String> runnerArgs, String... jobArgs) {
    List<String> args = new ArrayList<>(runnerArgs);
    args.addAll(List.of(jobArgs));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        WeblogJob.run(
            args.toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new WeblogRun(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
