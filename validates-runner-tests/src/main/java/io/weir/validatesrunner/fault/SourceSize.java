package io.weir.validatesrunner.fault;

import java.io.IOException;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.SerializableUtils;

/** How many elements a source has. */
final class SourceSize {
  private SourceSize() {}

  /** Reads a bounded source once, to count its elements. */
  static long of(byte[] serializedSource, PipelineOptions options) throws IOException {
    BoundedSource<?> source =
        (BoundedSource<?>)
            SerializableUtils.deserializeFromByteArray(serializedSource, "a split to count");
    long elements = 0;
    try (BoundedSource.BoundedReader<?> reader = source.createReader(options)) {
      for (boolean more = reader.start(); more; more = reader.advance()) {
        elements++;
      }
    }
    return elements;
  }
}
