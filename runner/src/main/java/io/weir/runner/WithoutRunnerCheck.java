package io.weir.runner;

import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;

/**
 * Applies a transform without its own {@link PTransform#validate}. It is for transforms that accept
 * runners by name and do not know Weir's. The only known one is KafkaIO's exactly-once sink:
 *
 * <pre>{@code
 * records.apply(WithoutRunnerCheck.of(KafkaIO.<K, V>writeRecords()....withEOS(shards, group)));
 * }</pre>
 *
 * <p>What that check is about, a guarantee that input stays the same when it is processed again
 * ({@code @RequiresStableInput}), Weir gives. The transforms inside are validated as ever. Other
 * runners run the same pipeline.
 *
 * <p>Thread: the one that owns the pipeline.
 *
 * @param <InputT> what the transform takes
 * @param <OutputT> what it makes
 */
public final class WithoutRunnerCheck<InputT extends PInput, OutputT extends POutput>
    extends PTransform<InputT, OutputT> {
  private final PTransform<InputT, OutputT> transform;

  private WithoutRunnerCheck(PTransform<InputT, OutputT> transform) {
    super(transform.getName());
    this.transform = transform;
  }

  /** The same transform, unchecked. */
  public static <InputT extends PInput, OutputT extends POutput>
      WithoutRunnerCheck<InputT, OutputT> of(PTransform<InputT, OutputT> transform) {
    return new WithoutRunnerCheck<>(transform);
  }

  @Override
  public OutputT expand(InputT input) {
    return transform.expand(input);
  }
}
