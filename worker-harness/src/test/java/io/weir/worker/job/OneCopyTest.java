package io.weir.worker.job;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class OneCopyTest {
  private static final byte[] BYTES = {1, 2};

  private final OneCopy oneCopy = new OneCopy();

  @Test
  void decodesEqualBytesOfAKindOnce() {
    AtomicInteger decoded = new AtomicInteger();
    Object first = oneCopy.of("kind", BYTES, () -> "object " + decoded.incrementAndGet());
    Object second = oneCopy.of("kind", BYTES.clone(), () -> "object " + decoded.incrementAndGet());

    assertThat(second, sameInstance(first));
    assertThat(decoded.get(), is(1));
  }

  @Test
  void tellsKindsAndBytesApart() {
    Object first = oneCopy.of("kind", BYTES, Object::new);

    assertThat(oneCopy.of("other kind", BYTES, Object::new), not(sameInstance(first)));
    assertThat(oneCopy.of("kind", new byte[] {1, 3}, Object::new), not(sameInstance(first)));
  }

  @Test
  void triesAgainWhatCouldNotBeDecoded() {
    assertThrows(
        IllegalStateException.class,
        () ->
            oneCopy.of(
                "kind",
                BYTES,
                () -> {
                  throw new IllegalStateException("broken");
                }));

    assertThat(oneCopy.of("kind", BYTES, () -> "whole"), is("whole"));
  }
}
