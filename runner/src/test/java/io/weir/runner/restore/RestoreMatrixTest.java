package io.weir.runner.restore;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.runner.restore.StoppedJob.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job goes on at any parallelism from any other, and on either backend from the other. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RestoreMatrixTest {
  private static final List<Integer> PARALLELISMS = List.of(1, 2, 3, 4, 8);

  @TempDir Path directory;
  private List<String> expected = List.of();

  private StoppedJob job() {
    return new StoppedJob(MatrixPipeline::build, directory);
  }

  /** What waited for stable input is released by what is stopped, and again by what goes on. */
  private static List<String> results() {
    return Stream.concat(
            Gate.notes().stream().filter(note -> !note.startsWith("stable ")),
            Gate.notes().stream().filter(note -> note.startsWith("stable ")).distinct())
        .toList();
  }

  @BeforeAll
  void runWithoutInterruption() {
    job().whole(new Place(1, "memory"));
    expected = results();
    for (String part : MatrixPipeline.PARTS) {
      assertThat(part, Gate.notes(part), is(not(empty())));
    }
  }

  @ParameterizedTest
  @CsvSource({"memory, rocksdb", "rocksdb, memory"})
  void anyParallelismGoesOnFromAnyOther(String before, String after) throws Exception {
    for (int from : PARALLELISMS) {
      String savepoint = job().firstHalf(new Place(from, before), MatrixPipeline::isHalfway);
      List<String> firstHalf = new ArrayList<>(Gate.notes());
      for (int to : PARALLELISMS) {
        Gate.shut();
        firstHalf.forEach(Gate::note);

        job().secondHalf(new Place(to, after), savepoint);

        assertThat(from + " to " + to, results(), is(expected));
      }
    }
  }
}
