package io.weir.worker.state;

import java.util.function.Supplier;
import org.apache.beam.sdk.state.ReadableState;
import org.jspecify.annotations.Nullable;

/** A read that happens when it is asked for. Thread: subtask thread. */
final class LaterRead<T> implements ReadableState<T> {
  private final Supplier<? extends @Nullable T> read;

  LaterRead(Supplier<? extends @Nullable T> read) {
    this.read = read;
  }

  static <T> LaterRead<T> of(T value) {
    return new LaterRead<>(() -> value);
  }

  @Override
  public @Nullable T read() {
    return read.get();
  }

  @Override
  public ReadableState<T> readLater() {
    return this;
  }
}
