package io.weir.worker.pardo;

import io.weir.worker.job.BeamJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.model.pipeline.v1.RunnerApi.ParDoPayload;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFnSchemaInformation;
import org.apache.beam.sdk.util.DoFnWithExecutionInformation;
import org.apache.beam.sdk.util.construction.ParDoTranslation;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowingStrategy;

/**
 * A ParDo transform brought back to life: a new instance of its DoFn, which has not been set up,
 * and all that it runs with.
 *
 * @param name the transform's full name
 * @param fn the DoFn
 * @param payload the transform's settings in the proto
 * @param mainTag the tag of the main output
 * @param additionalTags the tags of all other outputs
 * @param inputPCollection id of the main input
 * @param inputCoder coder of the main input
 * @param outputCoders coders of all outputs that the transform has
 * @param windowing windowing strategy of the main input
 * @param schemaInformation how a schema-aware DoFn sees its elements
 * @param sideInputs the views of all side inputs, by local name
 * @param inputs the ids of all input PCollections, by local name
 * @param outputs the ids of all output PCollections, by local name
 */
public record DoFnBinding(
    String name,
    DoFn<Object, Object> fn,
    ParDoPayload payload,
    TupleTag<Object> mainTag,
    List<TupleTag<?>> additionalTags,
    String inputPCollection,
    Coder<Object> inputCoder,
    Map<TupleTag<?>, Coder<?>> outputCoders,
    WindowingStrategy<?, ?> windowing,
    DoFnSchemaInformation schemaInformation,
    Map<String, PCollectionView<?>> sideInputs,
    Map<String, String> inputs,
    Map<String, String> outputs) {

  /**
   * Deserializes the DoFn of a transform.
   *
   * @throws UnsupportedOperationException if the DoFn is not written in Java
   */
  @SuppressWarnings("unchecked") // element types of a transform are not known here
  public static DoFnBinding of(BeamJob job, String transformId) throws IOException {
    RunnerApi.PTransform transform = job.transform(transformId);
    ParDoPayload payload = ParDoPayload.parseFrom(transform.getSpec().getPayload());
    String urn = payload.getDoFn().getUrn();
    if (!urn.equals(ParDoTranslation.CUSTOM_JAVA_DO_FN_URN)) {
      throw new UnsupportedOperationException(
          "%s has a DoFn of the kind %s, which needs an SDK harness"
              .formatted(transform.getUniqueName(), urn));
    }
    DoFnWithExecutionInformation information =
        ParDoTranslation.doFnWithExecutionInformationFromProto(payload.getDoFn());
    TupleTag<?> mainTag = information.getMainOutputTag();
    Map<TupleTag<?>, Coder<?>> coders = new HashMap<>();
    List<TupleTag<?>> additional = new ArrayList<>();
    transform
        .getOutputsMap()
        .forEach(
            (tagId, pcollection) -> {
              TupleTag<?> tag = new TupleTag<>(tagId);
              coders.put(tag, job.coder(pcollection));
              if (!tag.equals(mainTag)) {
                additional.add(tag);
              }
            });
    String input = transform.getInputsOrThrow(ParDoTranslation.getMainInputName(transform));
    return new DoFnBinding(
        transform.getUniqueName(),
        (DoFn<Object, Object>) information.getDoFn(),
        payload,
        (TupleTag<Object>) mainTag,
        List.copyOf(additional),
        input,
        job.coder(input),
        Map.copyOf(coders),
        job.windowing(input),
        information.getSchemaInformation(),
        information.getSideInputMapping(),
        Map.copyOf(transform.getInputsMap()),
        Map.copyOf(transform.getOutputsMap()));
  }

  /** The id of the output PCollection with the local name. */
  String output(String tag) {
    String output = outputs.get(tag);
    if (output == null) {
      throw new IllegalArgumentException(name + " has no output " + tag);
    }
    return output;
  }
}
