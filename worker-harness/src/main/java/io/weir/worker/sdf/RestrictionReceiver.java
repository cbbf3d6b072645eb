package io.weir.worker.sdf;

import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.beam.sdk.values.WindowedValues;

/** Hands on the parts that a DoFn splits a restriction into. */
record RestrictionReceiver(Consumer<Object> parts) implements OutputReceiver<Object> {
  @Override
  public OutputBuilder<Object> builder(Object part) {
    return WindowedValues.builder(WindowedValues.valueInGlobalWindow(part))
        .setReceiver(output -> parts.accept(output.getValue()));
  }

  @Override
  public void output(Object part) {
    parts.accept(part);
  }
}
