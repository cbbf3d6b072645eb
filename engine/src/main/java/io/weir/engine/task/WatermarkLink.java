package io.weir.engine.task;

import io.weir.engine.watermark.WatermarkMerge;

/**
 * Tells one consumer of an operator's output how far the output's watermark has come.
 *
 * @param merge the consumer's merge
 * @param contributor the operator's index in it
 * @param onChange called when the merge changed
 */
record WatermarkLink(WatermarkMerge merge, int contributor, Runnable onChange) {
  void update(long watermark, boolean idle) {
    if (merge.update(contributor, watermark, idle)) {
      onChange.run();
    }
  }
}
