package io.weir.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.weir.engine.graph.JobGraph;
import io.weir.plan.operator.AssignShardsPayload;
import io.weir.plan.operator.ParDoPayload;
import io.weir.plan.operator.StatefulParDoPayload;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.GroupIntoBatches;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;

class ShardAssignersTest {
  private final Pipeline pipeline = Plans.pipeline();

  private PCollection<KV<String, String>> pairs() {
    return pipeline.apply(Create.of(KV.of("k", "v")));
  }

  @Test
  void replacesTheParDoThatMakesAShardForEachThread() {
    pairs().apply(GroupIntoBatches.<String, String>ofSize(5).withShardedKey());
    JobGraph graph = Plans.plan(pipeline).graph();

    assertThat(Plans.payloads(graph, AssignShardsPayload.class), hasSize(1));
    // That of Create.
    assertThat(Plans.payloads(graph, ParDoPayload.class), hasSize(1));
    assertThat(Plans.payloads(graph, StatefulParDoPayload.class), hasSize(1));
  }

  @Test
  void leavesOtherParDosOfTheSameInputAlone() {
    PCollection<KV<String, String>> pairs = pairs();
    pairs.apply("Mine", ParDo.of(new TestFns.Plain<KV<String, String>>()));
    pairs.apply(GroupIntoBatches.<String, String>ofSize(5).withShardedKey());
    JobGraph graph = Plans.plan(pipeline).graph();

    assertThat(Plans.payloads(graph, AssignShardsPayload.class), hasSize(1));
    assertThat(Plans.payloads(graph, ParDoPayload.class), hasSize(2));
  }
}
