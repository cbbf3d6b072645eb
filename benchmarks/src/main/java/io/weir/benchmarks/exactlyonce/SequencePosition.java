package io.weir.benchmarks.exactlyonce;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;

/**
 * Where a reader stands.
 *
 * @param next position of the next element
 */
record SequencePosition(long next) implements CheckpointMark {
  @Override
  public void finalizeCheckpoint() {
    // The source can be read from any position at any time.
  }

  /** Its form. */
  static final class PositionCoder extends AtomicCoder<SequencePosition> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(SequencePosition position, OutputStream out) throws IOException {
      VarLongCoder.of().encode(position.next(), out);
    }

    @Override
    public SequencePosition decode(InputStream in) throws IOException {
      return new SequencePosition(VarLongCoder.of().decode(in));
    }
  }
}
