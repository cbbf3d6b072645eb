package io.weir.plan;

import java.util.HashSet;
import java.util.Set;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineVisitor;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.util.construction.SplittableParDo.PrimitiveUnboundedRead;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.ByteString;

/**
 * Sources that may deliver an element twice. Only the Java object can tell, so the proto says it in
 * an annotation of the Read: the plan loads no user code.
 */
final class RepeatingSources {
  private static final String ANNOTATION = "weir:repeats_elements:v1";

  private RepeatingSources() {}

  /** Whether the source of the Read may deliver an element twice. */
  static boolean isMarked(RunnerApi.PTransform read) {
    return read.containsAnnotations(ANNOTATION);
  }

  /** Marks the Reads of the pipeline in its proto. */
  static RunnerApi.Pipeline mark(Pipeline pipeline, RunnerApi.Pipeline proto) {
    Set<String> names = namesIn(pipeline);
    if (names.isEmpty()) {
      return proto;
    }
    RunnerApi.Pipeline.Builder marked = proto.toBuilder();
    proto
        .getComponents()
        .getTransformsMap()
        .forEach(
            (id, transform) -> {
              if (names.contains(transform.getUniqueName())) {
                marked
                    .getComponentsBuilder()
                    .putTransforms(
                        id,
                        transform.toBuilder().putAnnotations(ANNOTATION, ByteString.EMPTY).build());
              }
            });
    return marked.build();
  }

  private static Set<String> namesIn(Pipeline pipeline) {
    Set<String> names = new HashSet<>();
    pipeline.traverseTopologically(
        new PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(Node node) {
            if (node.getTransform() instanceof PrimitiveUnboundedRead<?> read
                && read.getSource().requiresDeduping()) {
              names.add(node.getFullName());
            }
          }
        });
    return names;
  }
}
