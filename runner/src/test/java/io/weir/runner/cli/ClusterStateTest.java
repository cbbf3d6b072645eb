package io.weir.runner.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterStateTest {
  @TempDir Path directory;

  @Test
  void findsAProcessAgain() throws IOException {
    ClusterState state = new ClusterState(directory);
    state.remember("master", ProcessHandle.current());
    Files.writeString(state.addressFile(), "127.0.0.1:7400\n");

    assertThat(state.running(), contains(ProcessHandle.current()));
    assertThat(state.address(), is(Optional.of("127.0.0.1:7400")));
  }

  @Test
  void doesNotTakeALaterProcessWithTheSameIdForItsOwn() throws IOException {
    ClusterState state = new ClusterState(directory);
    Files.writeString(
        directory.resolve("master.pid"), ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z\n");

    assertThat(state.running(), is(empty()));
  }

  @Test
  void tellsAMasterThatEndedFromItsWorkers() throws IOException {
    ClusterState state = new ClusterState(directory);
    state.remember("worker-1", ProcessHandle.current());

    assertThat(state.isMasterRunning(), is(false));
    state.remember("master", ProcessHandle.current());
    assertThat(state.isMasterRunning(), is(true));
  }

  @Test
  void ignoresADamagedFile() throws IOException {
    ClusterState state = new ClusterState(directory);
    Files.writeString(directory.resolve("master.pid"), "no number\n");

    assertThat(state.running(), is(empty()));
    state.clear();
    assertThat(Files.exists(directory.resolve("master.pid")), is(false));
  }

  @Test
  void stoppingNothingIsHarmless() throws IOException, InterruptedException {
    assertThat(ClusterStopCommand.stop(new ClusterState(directory.resolve("none"))), is(0));
  }
}
