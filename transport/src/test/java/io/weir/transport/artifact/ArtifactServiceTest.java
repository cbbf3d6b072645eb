package io.weir.transport.artifact;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weir.transport.Loopback;
import io.weir.transport.RefusedException;
import io.weir.transport.stream.Connections;
import io.weir.transport.v1.ArtifactServiceGrpc;
import io.weir.transport.v1.UploadAnswer;
import io.weir.transport.v1.UploadPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ArtifactServiceTest {
  private static final long LIMIT = 20_000_000;

  @TempDir private Path directory;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private Path stored;
  private ArtifactStore store;
  private Server server;
  private ManagedChannel channel;
  private ArtifactClient client;

  @BeforeEach
  void start() throws IOException {
    stored = directory.resolve("store");
    store = ArtifactStore.open(stored, LIMIT);
    server = Connections.serve(Loopback.port(0), List.of(new ArtifactServer(store)), executor);
    channel = Connections.open(Loopback.port(server.getPort()));
    client = new ArtifactClient(channel, "the master");
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
    executor.shutdown();
  }

  private Path file(int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return Files.write(directory.resolve("file-" + size), content);
  }

  private List<Path> filesInStore() throws IOException {
    try (Stream<Path> files = Files.list(stored)) {
      return files.toList();
    }
  }

  @Test
  void uploadsAndDownloadsFiles() throws Exception {
    ArtifactStore cache = ArtifactStore.open(directory.resolve("cache"));
    for (int size : new int[] {0, 1, 1 << 20, 9_999_999}) {
      Path file = file(size);
      ArtifactAddress address = ArtifactAddress.ofFile(file);
      assertThat(client.missing(List.of(address)), equalTo(Set.of(address)));

      client.upload(file, address);
      Path downloaded = client.download(address, size, cache);

      assertThat(client.missing(List.of(address)), equalTo(Set.of()));
      assertThat(Files.mismatch(file, downloaded), is(-1L));
      assertThat(client.download(address, size, cache), equalTo(downloaded));
    }
  }

  @Test
  void refusesContentWithAnotherHash() throws Exception {
    Path file = file(3_000_000);
    ArtifactAddress wrong = new ArtifactAddress("0".repeat(64));

    RefusedException refusal =
        assertThrows(RefusedException.class, () -> client.upload(file, wrong));

    assertThat(refusal.getMessage(), containsString("has the SHA-256"));
    assertThat(filesInStore(), hasSize(0));
  }

  @Test
  void refusesAFileThatIsTooLarge() throws Exception {
    Path file = file((int) LIMIT + 1);

    RefusedException refusal =
        assertThrows(
            RefusedException.class, () -> client.upload(file, ArtifactAddress.ofFile(file)));

    assertThat(refusal.getMessage(), containsString("at most 20000000 are allowed"));
    assertThat(filesInStore(), hasSize(0));
  }

  @Test
  void refusesAddressesThatAreNames() throws Exception {
    for (String name :
        new String[] {"../../x", "/etc/passwd", "", "A".repeat(64), "0".repeat(63)}) {
      assertThrows(IllegalArgumentException.class, () -> new ArtifactAddress(name));
      assertThat(
          upload(UploadPart.newBuilder().setSha256(name).setSize(1).build()),
          is(Status.Code.INVALID_ARGUMENT));
    }
    assertThat(filesInStore(), hasSize(0));
  }

  @Test
  void refusesMoreOrLessThanWasAnnounced() throws Exception {
    UploadPart announced = UploadPart.newBuilder().setSha256("0".repeat(64)).setSize(3).build();
    for (int size : new int[] {2, 4}) {
      UploadPart content =
          UploadPart.newBuilder().setContent(ByteString.copyFrom(new byte[size])).build();
      assertThat(upload(announced, content), is(Status.Code.FAILED_PRECONDITION));
    }
    assertThat(filesInStore(), hasSize(0));
  }

  private Status.Code upload(UploadPart... parts) throws Exception {
    CompletableFuture<Status.Code> end = new CompletableFuture<>();
    StreamObserver<UploadPart> out =
        ArtifactServiceGrpc.newStub(channel)
            .upload(
                new StreamObserver<UploadAnswer>() {
                  @Override
                  public void onNext(UploadAnswer answer) {}

                  @Override
                  public void onError(Throwable error) {
                    end.complete(Status.fromThrowable(error).getCode());
                  }

                  @Override
                  public void onCompleted() {
                    end.complete(Status.Code.OK);
                  }
                });
    for (UploadPart part : parts) {
      out.onNext(part);
    }
    out.onCompleted();
    return end.get(20, TimeUnit.SECONDS);
  }

  @Test
  void refusesToSendWhatItDoesNotHave() throws Exception {
    ArtifactStore cache = ArtifactStore.open(directory.resolve("cache"));
    ArtifactAddress unknown = new ArtifactAddress("1".repeat(64));

    RefusedException refusal =
        assertThrows(RefusedException.class, () -> client.download(unknown, 5, cache));

    assertThat(refusal.getMessage(), equalTo("there is no artifact " + unknown));
    assertThat(cache.find(unknown).isPresent(), is(false));
  }
}
