package io.weir.engine.fake;

import io.weir.engine.graph.CodecSpec;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.operator.EdgeCodec;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorFactory;
import java.util.HashMap;
import java.util.Map;

/** Operators by the URN of their spec; all edges carry strings. */
public final class FakeOperators implements OperatorFactory {
  private final Map<String, Maker> makers = new HashMap<>();
  private long elementTimeoutMs;

  /** Makes an operator in its context. */
  @FunctionalInterface
  public interface Maker {
    /** The operator. */
    Operator make(OperatorContext context) throws Exception;
  }

  /** Operators with the URN are made like this. */
  public FakeOperators with(String urn, Maker maker) {
    makers.put(urn, maker);
    return this;
  }

  /** An element may take so long. */
  public FakeOperators withElementTimeout(long millis) {
    elementTimeoutMs = millis;
    return this;
  }

  @Override
  public long elementTimeoutMs() {
    return elementTimeoutMs;
  }

  @Override
  public Operator operator(OperatorSpec spec, OperatorContext context) throws Exception {
    Maker maker = makers.get(spec.urn());
    if (maker == null) {
      throw new IllegalArgumentException("no operator " + spec.urn());
    }
    return maker.make(context);
  }

  @Override
  public EdgeCodec codec(CodecSpec spec, int maxParallelism) {
    return new StringCodec(maxParallelism);
  }
}
