package io.weir.worker.pardo;

import org.apache.beam.sdk.values.WindowedValue;

/**
 * Calls the bundle and element methods of a DoFn that has been set up.
 *
 * <p>Thread: the subtask thread.
 */
interface ElementRunner {
  void startBundle();

  void process(WindowedValue<Object> element);

  void finishBundle();
}
