package io.weir.plan.operator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.CodecSpec;
import io.weir.engine.graph.OperatorSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperatorPayloadTest {

  static List<OperatorPayload> operators() {
    List<String> sides = List.of("side 1", "side 2");
    List<String> outputs = List.of("main", "other");
    return List.of(
        new ImpulsePayload("t"),
        new SplitPayload("t", true, 7),
        new ReadPayload("t", false, true),
        new DeduplicatePayload("t"),
        new ParDoPayload("t", sides, outputs),
        new ParDoPayload("t", List.of(), List.of()),
        new StatefulParDoPayload("t", sides, outputs),
        new AssignWindowsPayload("t"),
        new AssignShardsPayload("t"),
        new GroupPayload("t", GroupingRoad.FAST, true),
        new GroupPayload("t", GroupingRoad.FULL, false),
        new FlattenPayload("t", 3),
        new IdentityPayload("t"),
        new StableInputPayload("pc", true, new StatefulParDoPayload("t", sides, outputs)),
        new ViewPayload("pc", "t", "tag"),
        new SdfSplitPayload("t", List.of("a", "b")),
        new SdfProcessPayload("t", sides, outputs));
  }

  static List<CodecPayload> codecs() {
    return List.of(
        new WindowedValueCodec("pc", true),
        new WindowedValueCodec("pc", false),
        new SourceSplitCodec("t"),
        new ViewVersionCodec("pc", "t", "tag"));
  }

  @ParameterizedTest
  @MethodSource("operators")
  void comesBackFromItsSpec(OperatorPayload payload) {
    assertThat(OperatorPayload.parse(payload.toSpec()), is(payload));
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void codecComesBackFromItsSpec(CodecPayload payload) {
    assertThat(CodecPayload.parse(payload.toSpec()), is(payload));
  }

  @ParameterizedTest
  @MethodSource("operators")
  void refusesEveryCutPayload(OperatorPayload payload) {
    OperatorSpec spec = payload.toSpec();
    byte[] bytes = spec.payload().toByteArray();
    for (int length = 0; length < bytes.length; length++) {
      OperatorSpec cut = new OperatorSpec(spec.urn(), Bytes.copyOf(Arrays.copyOf(bytes, length)));
      assertThrows(IllegalArgumentException.class, () -> OperatorPayload.parse(cut));
    }
  }

  @Test
  void refusesBytesBehindThePayload() {
    OperatorSpec spec = new ImpulsePayload("t").toSpec();
    byte[] longer = Arrays.copyOf(spec.payload().toByteArray(), spec.payload().size() + 1);

    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> OperatorPayload.parse(new OperatorSpec(spec.urn(), Bytes.copyOf(longer))));

    assertThat(refusal.getMessage(), is("payload of weir:impulse:v1 is too long"));
  }

  @Test
  void refusesAnotherVersion() {
    OperatorSpec spec = new ImpulsePayload("t").toSpec();
    byte[] bytes = spec.payload().toByteArray();
    bytes[0] = 9;

    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> OperatorPayload.parse(new OperatorSpec(spec.urn(), Bytes.copyOf(bytes))));

    assertThat(refusal.getMessage(), is("unknown version 9 of weir:impulse:v1"));
  }

  @Test
  void refusesUnknownKinds() {
    assertThrows(
        IllegalArgumentException.class,
        () -> OperatorPayload.parse(new OperatorSpec("weir:unknown:v1", Bytes.EMPTY)));
    assertThrows(
        IllegalArgumentException.class,
        () -> CodecPayload.parse(new CodecSpec("weir:unknown:v1", Bytes.EMPTY)));
  }
}
