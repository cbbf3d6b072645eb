package io.weir.worker.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpareProcessesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory = Path.of("");

  @Test
  void handsOutTheOneThatWaitsAndStartsAnother() throws IOException {
    SpareProcesses spares = spares(1);
    List<ProcessHandle> waiting = children();

    WaitingProcess taken = spares.take();

    assertThat(waiting, contains(taken.process().toHandle()));
    assertThat(children(), hasSize(2));
    assertThat(children(), hasItem(taken.process().toHandle()));
    taken.destroy();
    spares.close();
    assertThat(children(), is(empty()));
  }

  @Test
  void startsOneIfNoneWaits() throws IOException {
    SpareProcesses spares = spares(0);
    assertThat(children(), is(empty()));

    WaitingProcess taken = spares.take();

    assertThat(children(), contains(taken.process().toHandle()));
    taken.destroy();
    spares.close();
  }

  @Test
  void passesOverOneThatDied() throws Exception {
    SpareProcesses spares = spares(1);
    ProcessHandle dead = children().get(0);
    dead.destroyForcibly();
    dead.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    WaitingProcess taken = spares.take();

    assertThat(taken.process().toHandle(), is(not(dead)));
    assertThat(taken.process().isAlive(), is(true));
    taken.destroy();
    spares.close();
  }

  @Test
  void endsOnesWhoseSupervisorIsGone() throws IOException, InterruptedException {
    WaitingProcess waiting = command().start();

    waiting.process().getOutputStream().close();

    assertThat(waiting.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), is(true));
    assertThat(waiting.process().exitValue(), is(ParentWatch.ORPHANED));
    waiting.destroy();
    assertThat(waiting.directory().toFile().exists(), is(false));
  }

  private SpareProcesses spares(int bound) throws IOException {
    return new SpareProcesses(command(), bound, Runnable::run);
  }

  private JobProcessCommand command() throws IOException {
    return new JobProcessCommand(
        System.getProperty("java.class.path"),
        List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
        new KnownClasses(null),
        directory);
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }
}
