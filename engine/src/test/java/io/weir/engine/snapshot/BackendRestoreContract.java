package io.weir.engine.snapshot;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.weir.engine.state.KeyedStateBackendProvider;
import io.weir.engine.state.MemoryKeyedStateBackendProvider;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * A checkpoint of any backend restores on any other, at any parallelism. A backend's test extends
 * it.
 */
public abstract class BackendRestoreContract {
  private static final int[] PARALLELISMS = {1, 2, 3, 4, 8};

  /** Makes the provider under test; the contract closes it. */
  protected abstract KeyedStateBackendProvider newProvider() throws IOException;

  @Test
  final void restoresItsOwnCheckpoints() throws IOException {
    try (KeyedStateBackendProvider provider = newProvider()) {
      checkAllParallelisms(provider, provider);
    }
  }

  @Test
  final void restoresCheckpointsOfMemory() throws IOException {
    try (KeyedStateBackendProvider provider = newProvider()) {
      checkAllParallelisms(new MemoryKeyedStateBackendProvider(), provider);
    }
  }

  @Test
  final void itsCheckpointsRestoreOnMemory() throws IOException {
    try (KeyedStateBackendProvider provider = newProvider()) {
      checkAllParallelisms(provider, new MemoryKeyedStateBackendProvider());
    }
  }

  private static void checkAllParallelisms(
      KeyedStateBackendProvider writer, KeyedStateBackendProvider reader) throws IOException {
    for (int before : PARALLELISMS) {
      SnapshotFixture fixture = new SnapshotFixture(before, before, writer);
      for (int after : PARALLELISMS) {
        assertThat(fixture.restore(after, reader).keyed(), equalTo(fixture.keyed));
      }
    }
  }
}
