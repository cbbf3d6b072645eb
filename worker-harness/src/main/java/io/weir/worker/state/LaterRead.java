package io.weir.worker.state;

import java.util.function.Supplier;
import org.apache.beam.sdk.state.ReadableState;
import org.jspecify.annotations.Nullable;

/** A read that happens when it is asked for. Thread: subtask thread. */
final class LaterRead<T extends @Nullable Object> implements ReadableState<T> {
  private final Supplier<T> read;

  LaterRead(Supplier<T> read) {
    this.read = read;
  }

  static <T extends @Nullable Object> LaterRead<T> of(T value) {
    return new LaterRead<>(() -> value);
  }

  @Override
  public T read() {
    return read.get();
  }

  @Override
  public ReadableState<T> readLater() {
    return this;
  }
}
