package io.weir.worker.pardo;

import org.apache.beam.sdk.values.WindowedValue;

/**
 * Calls the bundle and element methods of a DoFn that has been set up.
 *
 * <p>Thread: the subtask thread.
 */
public interface ElementRunner {
  /** Begins a bundle. */
  void startBundle();

  /** Processes an element. */
  void process(WindowedValue<Object> element);

  /** Ends the bundle. */
  void finishBundle();
}
