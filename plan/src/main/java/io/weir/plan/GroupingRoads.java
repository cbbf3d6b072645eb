package io.weir.plan;

import io.weir.plan.operator.GroupingRoad;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.util.construction.WindowingStrategyTranslation;

/**
 * Chooses the implementation of a grouping by the windowing strategy of its input. The fast road
 * fires each window once, when the watermark passes its end, so nothing may come after that: no
 * allowed lateness.
 */
final class GroupingRoads {
  private GroupingRoads() {}

  /**
   * Chooses.
   *
   * @param bounded whether the input is bounded
   */
  static GroupingRoad choose(RunnerApi.WindowingStrategy strategy, boolean bounded) {
    boolean plain =
        strategy.getMergeStatus() == RunnerApi.MergeStatus.Enum.NON_MERGING
            && strategy.getAllowedLateness() == 0
            && firesWithTheWatermark(strategy.getTrigger());
    if (!plain) {
      return GroupingRoad.FULL;
    }
    return bounded && isGlobal(strategy) ? GroupingRoad.SORTED : GroupingRoad.FAST;
  }

  private static boolean isGlobal(RunnerApi.WindowingStrategy strategy) {
    return strategy.getOutputTime() == RunnerApi.OutputTime.Enum.END_OF_WINDOW
        && strategy.getWindowFn().getUrn().equals(WindowingStrategyTranslation.GLOBAL_WINDOWS_URN);
  }

  private static boolean firesWithTheWatermark(RunnerApi.Trigger trigger) {
    return switch (trigger.getTriggerCase()) {
      case DEFAULT, NEVER -> true;
      case AFTER_END_OF_WINDOW ->
          !trigger.getAfterEndOfWindow().hasEarlyFirings()
              && !trigger.getAfterEndOfWindow().hasLateFirings();
      default -> false;
    };
  }
}
