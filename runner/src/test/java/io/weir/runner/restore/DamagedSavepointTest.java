package io.weir.runner.restore;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.runner.restore.StoppedJob.Place;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint of which a bit was flipped is never gone on from. {@code -Dweir.damages=1000} for the
 * long form.
 */
@Timeout(3600)
final class DamagedSavepointTest {
  private static final int DAMAGES = Integer.getInteger("weir.damages", 10);

  @TempDir Path directory;

  @Test
  void isRefusedByAMessageThatNamesTheFile() throws Exception {
    StoppedJob job = new StoppedJob(MatrixPipeline::build, directory);
    String savepoint = job.firstHalf(new Place(2, "rocksdb"), MatrixPipeline::isHalfway);
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(URI.create(savepoint)))) {
      files = all.sorted().toList();
    }
    assertThat(files.size(), greaterThan(3));
    Random random = new Random(5);
    for (int i = 0; i < DAMAGES; i++) {
      Path file = files.get(i % files.size());
      byte[] good = Files.readAllBytes(file);
      byte[] bad = good.clone();
      int bit = random.nextInt(good.length * 8);
      bad[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(file, bad);

      Exception refused =
          assertThrows(
              Exception.class,
              () -> job.secondHalf(new Place(1, "memory"), savepoint),
              file + ", bit " + bit);

      StringWriter trace = new StringWriter();
      refused.printStackTrace(new PrintWriter(trace));
      assertThat(
          trace.toString(),
          allOf(
              containsString(file.getFileName().toString()),
              containsString("DamagedCheckpointException")));
      Files.write(file, good);
    }
    job.secondHalf(new Place(1, "memory"), savepoint);
  }
}
