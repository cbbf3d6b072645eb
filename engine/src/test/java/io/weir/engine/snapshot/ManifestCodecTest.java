package io.weir.engine.snapshot;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.graph.Bytes;
import io.weir.engine.wire.Envelope;
import io.weir.engine.wire.WireFormatException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestCodecTest {
  private static CheckpointManifest manifest() throws IOException {
    CheckpointManifest plain = new SnapshotFixture(1, 4).open().manifest();
    return new CheckpointManifest(
        plain.job(),
        plain.jobName(),
        plain.checkpointId(),
        plain.maxParallelism(),
        true,
        Bytes.copyOf(new byte[] {7}),
        plain.vertices(),
        Map.of("step", List.of(Bytes.copyOf(new byte[] {1}), Bytes.EMPTY)));
  }

  @Test
  void decodesWhatItEncoded() throws IOException {
    CheckpointManifest manifest = manifest();

    assertThat(ManifestCodec.decode(ManifestCodec.encode(manifest)), equalTo(manifest));
  }

  @Test
  void findsEveryChangedBit() throws IOException {
    byte[] bytes = ManifestCodec.encode(manifest());
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      byte[] damaged = bytes.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      if (!Arrays.equals(bytes, damaged)) {
        assertThrows(WireFormatException.class, () -> ManifestCodec.decode(damaged));
      }
    }
  }

  @Test
  void findsEveryCut() throws IOException {
    byte[] bytes = ManifestCodec.encode(manifest());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);

      assertThrows(WireFormatException.class, () -> ManifestCodec.decode(cut));
    }
  }

  @Test
  void damagedContentUnderARightChecksumEndsInAnException() throws IOException {
    Envelope envelope = new Envelope(0x574d414e, 4);
    byte[] content = envelope.open(ManifestCodec.encode(manifest()));
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = content.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        ManifestCodec.decode(envelope.seal(damaged));
      } catch (WireFormatException expected) {
        // Some damage still decodes to a manifest; the rest must end here.
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void namesTheVersionThatItDoesNotKnow(int version) throws IOException {
    byte[] content = new Envelope(0x574d414e, 4).open(ManifestCodec.encode(manifest()));
    byte[] other = new Envelope(0x574d414e, version).seal(content);

    WireFormatException refused =
        assertThrows(WireFormatException.class, () -> ManifestCodec.decode(other));

    assertThat(
        refused.getMessage(),
        equalTo("format version " + version + "; this release reads version 4"));
  }
}
