package io.weir.plan;

import java.util.List;
import java.util.Set;
import org.apache.beam.model.pipeline.v1.RunnerApi;

/** Refuses pipelines that use what is not supported, by the transform's name. */
final class FeatureCheck {
  private static final Set<String> KNOWN_REQUIREMENTS =
      Set.of(
          "beam:requirement:pardo:stateful:v1",
          "beam:requirement:pardo:finalization:v1",
          "beam:requirement:pardo:stable_input:v1",
          "beam:requirement:pardo:time_sorted_input:v1",
          "beam:requirement:pardo:splittable_dofn:v1",
          "beam:requirement:pardo:on_window_expiration:v1");
  private static final Set<String> STANDARD_WINDOW_FNS =
      Set.of(
          "beam:window_fn:global_windows:v1",
          "beam:window_fn:fixed_windows:v1",
          "beam:window_fn:sliding_windows:v1",
          "beam:window_fn:session_windows:v1");

  private final RunnerApi.Components components;

  private FeatureCheck(RunnerApi.Components components) {
    this.components = components;
  }

  /**
   * Checks requirements and transforms.
   *
   * @throws UnsupportedPipelineException for the first that is refused
   */
  static void check(RunnerApi.Pipeline pipeline, List<NativeTransform> transforms) {
    for (String requirement : pipeline.getRequirementsList()) {
      if (!KNOWN_REQUIREMENTS.contains(requirement)) {
        throw new UnsupportedPipelineException(
            "the pipeline has an unknown requirement: " + requirement);
      }
    }
    FeatureCheck check = new FeatureCheck(pipeline.getComponents());
    transforms.forEach(check::check);
  }

  private void check(NativeTransform transform) {
    switch (transform.kind()) {
      case PAR_DO -> checkParDo(transform);
      case READ -> checkJava(transform, Payloads.read(transform).getSource());
      case ASSIGN_WINDOWS -> checkWindowFn(transform, Payloads.windowFn(transform));
      case COMBINE_PER_KEY -> {
        checkJava(transform, Payloads.combine(transform).getCombineFn());
        checkInputWindowFn(transform);
      }
      case GROUP_BY_KEY -> checkInputWindowFn(transform);
      default -> {}
    }
  }

  private void checkParDo(NativeTransform transform) {
    RunnerApi.ParDoPayload payload = Payloads.parDo(transform);
    checkJava(transform, payload.getDoFn());
    requireIf(payload.getRequiresTimeSortedInput(), transform, Feature.TIME_SORTED_INPUT);
    requireIf(
        !payload.getOnWindowExpirationTimerFamilySpec().isEmpty(),
        transform,
        Feature.ON_WINDOW_EXPIRATION);
    for (RunnerApi.StateSpec state : payload.getStateSpecsMap().values()) {
      requireIf(state.hasOrderedListSpec(), transform, Feature.ORDERED_LIST_STATE);
      requireIf(state.hasMultimapSpec(), transform, Feature.MULTIMAP_STATE);
    }
    if (Payloads.isStateful(payload) && readsMergingWindows(transform, payload)) {
      throw transform.refused(
          "Beam has no state or timers in windows that merge, such as sessions: group by key first,"
              + " or use other windows");
    }
  }

  private boolean readsMergingWindows(NativeTransform transform, RunnerApi.ParDoPayload payload) {
    return windowing(Payloads.mainInput(transform, payload)).getMergeStatus()
        == RunnerApi.MergeStatus.Enum.NEEDS_MERGE;
  }

  private RunnerApi.WindowingStrategy windowing(String pcollection) {
    return components.getWindowingStrategiesOrThrow(
        components.getPcollectionsOrThrow(pcollection).getWindowingStrategyId());
  }

  private void checkInputWindowFn(NativeTransform transform) {
    checkWindowFn(transform, windowing(transform.onlyInput()).getWindowFn());
  }

  private static void checkWindowFn(NativeTransform transform, RunnerApi.FunctionSpec windowFn) {
    if (!STANDARD_WINDOW_FNS.contains(windowFn.getUrn())) {
      checkJava(transform, windowFn);
    }
  }

  /** Every URN of serialized Java code says so. */
  private static void checkJava(NativeTransform transform, RunnerApi.FunctionSpec function) {
    if (!function.getUrn().contains("java")) {
      require(transform, Feature.FOREIGN_CODE, " (" + function.getUrn() + ")");
    }
  }

  private static void requireIf(boolean used, NativeTransform transform, Feature feature) {
    if (used) {
      require(transform, feature);
    }
  }

  private static void require(NativeTransform transform, Feature feature) {
    require(transform, feature, "");
  }

  private static void require(NativeTransform transform, Feature feature, String detail) {
    if (!SupportedFeatures.contains(feature)) {
      throw transform.refused(feature.words() + " is not supported yet" + detail);
    }
  }
}
