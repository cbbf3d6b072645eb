package io.weir.validatesrunner;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever docs/capabilities.md and docs/state.md name as a proof is a test that exists and is
 * expected to pass.
 */
class CapabilitiesTest {
  private static final Path ROOT = Path.of("..");

  private static final Pattern NAMED =
      Pattern.compile("`([A-Z]\\w*(?:\\$\\w+)?(?:Test|IT|Tests))(?:#(\\w+))?`");

  private final Set<String> suite =
      TestTable.everyTest().stream().map(test -> shortName(test.id())).collect(Collectors.toSet());

  private final Set<String> failing =
      Stream.of("cannot-pass-here.csv", "excluded.csv")
          .flatMap(table -> CsvResource.read(table).keySet().stream())
          .map(CapabilitiesTest::shortName)
          .collect(Collectors.toSet());

  @Test
  void namesTestsThatExistAndAreExpectedToPass() throws IOException {
    List<MatchResult> named = named();
    Map<String, String> sources = sources();

    List<String> missing =
        named.stream()
            .filter(test -> !isInSuite(test) && !isInSource(test, sources))
            .map(MatchResult::group)
            .toList();

    assertThat(named, hasSize(greaterThan(50)));
    assertThat(missing, is(empty()));
  }

  @Test
  void noticesATestThatDoesNotExist() throws IOException {
    MatchResult unknown =
        NAMED.matcher("`ParDoTest$BasicTests#testNothing`").results().findFirst().orElseThrow();

    assertThat(isInSuite(unknown) || isInSource(unknown, sources()), is(false));
  }

  private static List<MatchResult> named() throws IOException {
    String text =
        Files.readString(ROOT.resolve("docs/capabilities.md"))
            + Files.readString(ROOT.resolve("docs/state.md"));
    return NAMED.matcher(text).results().toList();
  }

  private boolean isInSuite(MatchResult test) {
    String name = test.group(1) + "#" + test.group(2);
    return suite.contains(name) && !failing.contains(name);
  }

  private static boolean isInSource(MatchResult test, Map<String, String> sources) {
    String source = sources.get(test.group(1));
    return source != null
        && (test.group(2) == null || source.contains(" void " + test.group(2) + "("));
  }

  private static String shortName(TestId id) {
    return id.className().substring(id.className().lastIndexOf('.') + 1) + "#" + id.methodName();
  }

  /** The texts of all test classes of the repository, by simple name. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (Path module : modules()) {
      try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          sources.merge(
              file.getFileName().toString().replace(".java", ""),
              Files.readString(file),
              String::concat);
        }
      }
    }
    return sources;
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders.filter(f -> Files.isDirectory(f.resolve("src/test/java"))).toList();
    }
  }
}
