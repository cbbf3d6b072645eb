package io.weir.worker.testing;

import io.weir.engine.state.FrozenKeyedState;
import java.util.List;
import java.util.Map;

/**
 * What a checkpoint holds of one subtask of an operator.
 *
 * @param keyed keyed state
 * @param operatorState cells of operator state
 * @param broadcast broadcast state
 * @param watermarks input watermark of each port that had one
 */
public record SubtaskCut(
    FrozenKeyedState keyed,
    Map<String, List<byte[]>> operatorState,
    FrozenKeyedState broadcast,
    Map<Integer, Long> watermarks) {}
