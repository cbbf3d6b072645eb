package io.weir.testkit.harness;

import io.weir.engine.element.Key;
import org.jspecify.annotations.Nullable;

/** One step of the input that an operator gets in every cell of the matrix. */
public sealed interface MatrixInput {
  /** Hands it to the operator. */
  void applyTo(OperatorHarness harness) throws Exception;

  /** An element; the key is null unless it came over a KEYED edge. */
  record Element(int input, @Nullable Key key, Object element) implements MatrixInput {
    @Override
    public void applyTo(OperatorHarness harness) throws Exception {
      harness.process(input, key, element);
    }
  }

  /** A watermark. */
  record Mark(int input, long watermark) implements MatrixInput {
    @Override
    public void applyTo(OperatorHarness harness) throws Exception {
      harness.watermark(input, watermark);
    }
  }

  /** Processing time passes. */
  record Pause(long millis) implements MatrixInput {
    @Override
    public void applyTo(OperatorHarness harness) throws Exception {
      harness.pass(millis);
    }
  }
}
