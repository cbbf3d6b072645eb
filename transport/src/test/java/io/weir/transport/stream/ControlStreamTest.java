package io.weir.transport.stream;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.protobuf.Empty;
import io.grpc.stub.CallStreamObserver;
import io.weir.engine.time.Clock;
import io.weir.transport.Heartbeats;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlStreamTest {
  private final StreamTimer timer = new StreamTimer(Clock.system(), Heartbeats.DEFAULT);
  private final CountDownLatch receiving = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final CompletableFuture<String> lost = new CompletableFuture<>();

  @AfterEach
  void stop() {
    goOn.countDown();
    timer.close();
  }

  @Test
  void isBrokenOffWithoutWaitingForABusyReceiver() throws Exception {
    ControlStream<String, Empty> stream =
        new ControlStream<>(new DeafPeer(), Empty.getDefaultInstance(), timer, new BusyReceiver());
    Thread thread = new Thread(() -> stream.onNext("message"));
    thread.start();
    receiving.await();

    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> stream.abort("enough"));

    goOn.countDown();
    assertThat(lost.get(), is("enough"));
    thread.join();
  }

  private final class BusyReceiver implements ControlStream.Receiver<String> {
    @Override
    public void receive(String message) throws InterruptedException {
      receiving.countDown();
      goOn.await();
    }

    @Override
    public void lost(String reason) {
      lost.complete(reason);
    }
  }

  private static final class DeafPeer extends CallStreamObserver<Empty> {
    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {}

    @Override
    public void request(int count) {}

    @Override
    public void setMessageCompression(boolean enable) {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void onNext(Empty message) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {}
  }
}
