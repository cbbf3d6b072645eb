package io.weir.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

/** The README's table of options, held against the options. */
class OptionsInReadmeTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-zA-Z]+)` \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);

  /** Names of the options to their defaults, as the README has them. */
  private static Map<String, String> rows() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("../README.md")));
    while (row.find()) {
      rows.put(row.group(1), row.group(2));
    }
    return rows;
  }

  /** Names of the options to their defaults; those without one have the empty string. */
  private static Map<String, String> options() throws ReflectiveOperationException {
    WeirPipelineOptions unset = PipelineOptionsFactory.as(WeirPipelineOptions.class);
    Map<String, String> options = new TreeMap<>();
    for (Method getter : WeirPipelineOptions.class.getDeclaredMethods()) {
      if (getter.getName().startsWith("get") && getter.getParameterCount() == 0) {
        String name = getter.getName().substring(3);
        Object value = getter.invoke(unset);
        options.put(
            name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1),
            value == null ? "" : value.toString());
      }
    }
    return options;
  }

  @Test
  void namesEveryOptionAndNoOther() throws Exception {
    assertThat(rows().keySet(), equalTo(options().keySet()));
  }

  @Test
  void hasTheDefaultsOfTheOptions() throws Exception {
    Map<String, String> rows = rows();
    Map<String, String> options = options();
    options.remove("checkpointingInterval"); // its own default is Flink's, and is not used
    options.forEach((name, value) -> assertThat(name, rows.get(name), startsWith(value)));
  }

  @Test
  void hasTheDefaultsThatDependOnThePipeline() throws Exception {
    WeirPipelineOptions unset = PipelineOptionsFactory.as(WeirPipelineOptions.class);
    JobSettings streaming = JobSettings.of(unset, true);
    JobSettings bounded = JobSettings.of(unset, false);
    Map<String, String> rows = rows();

    assertThat(
        rows.get("checkpointingInterval"),
        equalTo(both(streaming.checkpointIntervalMs(), bounded.checkpointIntervalMs())));
    assertThat(
        rows.get("maxBundleSize"),
        equalTo(both(streaming.maxBundleSize(), bounded.maxBundleSize())));
    assertThat(
        rows.get("maxBundleTimeMillis"),
        equalTo(both(streaming.maxBundleTimeMs(), bounded.maxBundleTimeMs())));
    assertThat(rows.get("workers"), equalTo(String.valueOf(streaming.workers())));
  }

  private static String both(long streaming, long bounded) {
    return streaming + " streaming, " + bounded + " bounded";
  }
}
