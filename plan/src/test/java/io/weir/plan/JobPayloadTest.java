package io.weir.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.graph.Bytes;
import java.util.Arrays;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.junit.jupiter.api.Test;

class JobPayloadTest {
  private final JobPayload payload =
      new JobPayload(
          RunnerApi.Pipeline.newBuilder().addRootTransformIds("root").build(), "{\"name\":\"ü\"}");

  @Test
  void comesBackFromItsBytes() {
    assertThat(JobPayload.parse(payload.toBytes()), is(payload));
  }

  @Test
  void refusesEveryCutPayload() {
    byte[] bytes = payload.toBytes().toByteArray();
    for (int length = 0; length < bytes.length; length++) {
      Bytes cut = Bytes.copyOf(Arrays.copyOf(bytes, length));
      assertThrows(IllegalArgumentException.class, () -> JobPayload.parse(cut));
    }
  }

  @Test
  void refusesAnotherVersion() {
    byte[] bytes = payload.toBytes().toByteArray();
    bytes[0] = 2;
    assertThrows(IllegalArgumentException.class, () -> JobPayload.parse(Bytes.copyOf(bytes)));
  }
}
