package io.weir.worker.group;

import io.weir.worker.group.sorted.CombinedParts;
import io.weir.worker.job.BeamJob;
import io.weir.worker.metrics.StepMetrics;
import java.io.IOException;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.state.StateContext;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.apache.beam.sdk.transforms.CombineFnBase.GlobalCombineFn;
import org.apache.beam.sdk.transforms.CombineWithContext.CombineFnWithContext;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.AppliedCombineFn;
import org.apache.beam.sdk.util.CombineFnUtil;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/**
 * The CombineFn of a Combine.PerKey, as its payload holds it.
 *
 * @param fn null when values are grouped without one
 * @param accumulatorCoder null when values are grouped without one
 */
record GroupedCombine(
    @Nullable GlobalCombineFn<Object, Object, Object> fn,
    @Nullable Coder<Object> accumulatorCoder) {
  /** No CombineFn. */
  static final GroupedCombine NONE = new GroupedCombine(null, null);

  @SuppressWarnings("unchecked") // The types of a pipeline's elements are not known.
  static GroupedCombine of(RunnerApi.PTransform transform, BeamJob job) throws IOException {
    RunnerApi.CombinePayload payload =
        RunnerApi.CombinePayload.parseFrom(transform.getSpec().getPayload());
    GlobalCombineFn<Object, Object, Object> fn =
        (GlobalCombineFn<Object, Object, Object>)
            SerializableUtils.deserializeFromByteArray(
                payload.getCombineFn().getPayload().toByteArray(),
                "CombineFn of " + transform.getUniqueName());
    Coder<Object> coder =
        (Coder<Object>) job.rehydrated().getCoder(payload.getAccumulatorCoderId());
    return new GroupedCombine(fn, coder);
  }

  /** Whether there is a CombineFn. */
  boolean isPresent() {
    return fn != null;
  }

  private GlobalCombineFn<Object, Object, Object> requireFn() {
    GlobalCombineFn<Object, Object, Object> present = fn;
    if (present == null) {
      throw new IllegalStateException("no CombineFn");
    }
    return present;
  }

  private Coder<Object> requireCoder() {
    Coder<Object> present = accumulatorCoder;
    if (present == null) {
      throw new IllegalStateException("no CombineFn");
    }
    return present;
  }

  AppliedCombineFn<Object, Object, Object, Object> applied() {
    return AppliedCombineFn.withAccumulatorCoder(requireFn(), requireCoder());
  }

  Combining<Object> toCombining(PipelineOptions options, StepMetrics metrics) {
    return new Combining<>(toParts(options, metrics));
  }

  CombinedParts<Object> toParts(PipelineOptions options, StepMetrics metrics) {
    return new CombinedParts<>(plainFn(options), requireCoder(), metrics);
  }

  private CombineFn<Object, Object, Object> plainFn(PipelineOptions options) {
    GlobalCombineFn<Object, Object, Object> global = requireFn();
    return global instanceof CombineFnWithContext<Object, Object, Object> withContext
        ? CombineFnUtil.bindContext(withContext, new OptionsOnly(options))
        : (CombineFn<Object, Object, Object>) global;
  }

  /** The context of a CombineFn that has no side inputs. */
  private record OptionsOnly(PipelineOptions options) implements StateContext<BoundedWindow> {
    @Override
    public PipelineOptions getPipelineOptions() {
      return options;
    }

    @Override
    public <T> T sideInput(PCollectionView<T> view) {
      throw new IllegalArgumentException("this CombineFn has no side inputs");
    }

    @Override
    public BoundedWindow window() {
      throw new IllegalStateException("the window is only known to CombineFns with side inputs");
    }
  }
}
