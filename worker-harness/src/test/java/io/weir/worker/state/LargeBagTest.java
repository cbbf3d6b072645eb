package io.weir.worker.state;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.iterableWithSize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.beam.runners.core.StateNamespaces;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.StateTags;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bags that are not read into memory. */
final class LargeBagTest {
  private static final StateTag<BagState<String>> BAG =
      StateTags.tagForSpec("bag", StateSpecs.bag(StringUtf8Coder.of()));
  private static final String LONG = "x".repeat(10_000);

  @TempDir Path directory;
  private final CellsUnderTest cells = new CellsUnderTest();

  private BagState<String> bag() {
    return cells.of("key").state(StateNamespaces.global(), BAG);
  }

  private void add(int elements) {
    for (int i = 0; i < elements; i++) {
      bag().add(LONG + i);
    }
  }

  @Test
  void isReadAgainAndAgainAsItWas() {
    add(300);
    cells.evict("key");
    bag().add("last");
    Iterable<String> read = bag().read();
    assertThat(read, instanceOf(StoredItems.class));

    bag().add("later");
    cells.evict("key");
    assertThat(bag().read(), iterableWithSize(302));
    bag().clear();
    bag().add("new");
    cells.evict("key");

    for (int time = 0; time < 2; time++) {
      int i = 0;
      for (String element : read) {
        assertThat(element, is(i == 300 ? "last" : LONG + i));
        i++;
      }
      assertThat(i, is(301));
    }
    assertThat(bag().read(), is((Iterable<String>) List.of("new")));
  }

  @Test
  void isReadIntoMemoryWhenItIsSmall() {
    add(50);
    cells.evict("key");

    assertThat(bag().read(), instanceOf(List.class));
  }

  @Test
  @Timeout(300)
  void mayBeLargerThanTheHeap() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                LargeBagMain.class.getName(),
                directory.toString(),
                "25000",
                "4096")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output, process.waitFor(200, TimeUnit.SECONDS), is(true));
    assertThat(output.strip(), is("50000"));
  }
}
