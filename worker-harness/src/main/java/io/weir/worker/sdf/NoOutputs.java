package io.weir.worker.sdf;

import org.apache.beam.sdk.util.WindowedValueMultiReceiver;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowedValue;

/** The outputs of a DoFn that must not emit now. */
enum NoOutputs implements WindowedValueMultiReceiver {
  INSTANCE;

  @Override
  public <T> void output(TupleTag<T> tag, WindowedValue<T> value) {
    throw new IllegalStateException("only @ProcessElement may output elements");
  }
}
