package io.weir.runner;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.transport.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MasterPatienceTest {
  private final FakeClock clock = new FakeClock();
  private final MasterPatience patience = new MasterPatience(clock, Duration.ofSeconds(60));

  @Test
  void triesAgainUntilTheMasterAnswers() throws IOException, InterruptedException {
    AtomicInteger tries = new AtomicInteger();

    String answer =
        patience.call(
            () -> {
              if (tries.incrementAndGet() < 3) {
                throw new IOException("cannot reach the master");
              }
              return "there";
            });

    assertThat(answer, is("there"));
    assertThat(patience.isReached(), is(true));
  }

  @Test
  void endsAtItsLimitAndNamesIt() {
    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                patience.call(
                    () -> {
                      clock.advance(40_000);
                      throw new IOException("cannot reach the master");
                    }));

    assertThat(failure.getMessage(), is("cannot reach the master (tried for 60 s)"));
    assertThat(patience.isReached(), is(false));
  }

  @Test
  void beginsAnewWhenTheMasterWasReachedInBetween() {
    AtomicInteger tries = new AtomicInteger();

    assertThrows(
        RefusedException.class,
        () ->
            patience.call(
                () -> {
                  clock.advance(40_000);
                  patience.reached();
                  if (tries.incrementAndGet() == 5) {
                    throw new RefusedException("there is no job");
                  }
                  throw new IOException("cannot reach the master");
                }));

    assertThat(tries.get(), is(5));
  }

  @Test
  void doesNotRepeatWhatIsRefused() {
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () ->
                patience.call(
                    () -> {
                      throw new RefusedException("there is no job");
                    }));

    assertThat(refused.getMessage(), containsString("no job"));
  }
}
