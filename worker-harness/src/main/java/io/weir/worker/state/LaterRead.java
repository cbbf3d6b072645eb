package io.weir.worker.state;

import java.util.function.Supplier;
import org.apache.beam.sdk.state.ReadableState;
import org.jspecify.annotations.Nullable;

/** A read that happens when it is asked for. Thread: subtask thread. */
final class LaterRead<T> implements ReadableState<T> {
  private final Supplier<? extends @Nullable T> read;
  private final Runnable prepare;

  LaterRead(Supplier<? extends @Nullable T> read) {
    this(read, () -> {});
  }

  /**
   * A read that can be prepared.
   *
   * @param prepare what is done when the read is announced
   */
  LaterRead(Supplier<? extends @Nullable T> read, Runnable prepare) {
    this.read = read;
    this.prepare = prepare;
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
    prepare.run();
    return this;
  }
}
