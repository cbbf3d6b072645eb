package io.weir.testkit.operators;

import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.CodecSpec;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.operator.EdgeCodec;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorFactory;
import java.io.IOException;

/**
 * Makes the operators of this package. Specs without settings are constants here.
 *
 * <p>Thread: any thread.
 */
public final class TestOperators implements OperatorFactory {
  /** Changes the value of every item. */
  public static final OperatorSpec MAP = new OperatorSpec("test:map", Bytes.EMPTY);

  /** Emits the sum of the key so far for every item. Input: KEYED. */
  public static final OperatorSpec RUNNING_SUM = new OperatorSpec("test:running-sum", Bytes.EMPTY);

  /** Emits the sums of windows of 100 ms per key. Input: KEYED. */
  public static final OperatorSpec WINDOWED_SUM =
      new OperatorSpec("test:windowed-sum", Bytes.EMPTY);

  /** Hands input 0 on and counts input 1, which is BROADCAST. */
  public static final OperatorSpec BROADCAST_TALLY = new OperatorSpec("test:tally", Bytes.EMPTY);

  /** Publishes its input when checkpoints are complete. */
  public static final OperatorSpec COMMITTING_SINK = new OperatorSpec("test:sink", Bytes.EMPTY);

  /** The codec of all edges. */
  public static final CodecSpec ITEMS = new CodecSpec("test:items", Bytes.EMPTY);

  private final PublishedItems published;

  /** A factory whose sinks publish to the given place. */
  public TestOperators(PublishedItems published) {
    this.published = published;
  }

  @Override
  public Operator operator(OperatorSpec spec, OperatorContext context) throws IOException {
    return switch (spec.urn()) {
      case SourceSpec.URN -> new NumberedSource(SourceSpec.of(spec.payload()), context);
      case "test:map" -> new MapOperator(context);
      case "test:running-sum" -> new RunningSum(context);
      case "test:windowed-sum" -> new WindowedSum(context);
      case "test:tally" -> new BroadcastTally(context);
      case "test:sink" -> new CommittingSink(context, published);
      default -> throw new IllegalArgumentException("no operator " + spec.urn());
    };
  }

  @Override
  public EdgeCodec codec(CodecSpec spec, int maxParallelism) {
    return new ItemCodec(maxParallelism);
  }
}
