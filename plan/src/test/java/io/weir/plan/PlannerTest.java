package io.weir.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.config.RestoreRules;
import io.weir.engine.graph.EdgeKind;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.OperatorNode;
import io.weir.plan.operator.CodecPayload;
import io.weir.plan.operator.GroupPayload;
import io.weir.plan.operator.GroupingRoad;
import io.weir.plan.operator.IdentityPayload;
import io.weir.plan.operator.ParDoPayload;
import io.weir.plan.operator.StableInputPayload;
import io.weir.plan.operator.StatefulParDoPayload;
import io.weir.plan.operator.ViewPayload;
import io.weir.plan.operator.WindowedValueCodec;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Redistribute;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Never;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Sessions;
import org.apache.beam.sdk.transforms.windowing.SlidingWindows;
import org.apache.beam.sdk.transforms.windowing.Trigger;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.util.construction.RehydratedComponents;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private final Pipeline pipeline = Plans.pipeline();

  private JobGraph graph() {
    return Plans.plan(pipeline).graph();
  }

  private PCollection<String> words() {
    return pipeline.apply("Words", Create.of("a", "b"));
  }

  private PCollection<KV<String, String>> pairs() {
    return pipeline.apply("Pairs", Create.of(KV.of("k", "v"), KV.of("l", "w")));
  }

  private static <T> ParDo.SingleOutput<T, T> plain() {
    return ParDo.of(new TestFns.Plain<T>());
  }

  @Test
  void runsJobsWithATestStreamInRoundsAndNoOthers() {
    words();
    assertThat(Plans.plan(pipeline).settings().rounds(), is(false));

    pipeline.apply(TestStream.create(StringUtf8Coder.of()).advanceWatermarkToInfinity());
    assertThat(Plans.plan(pipeline).settings().rounds(), is(true));
    assertThat(
        Plans.plan(pipeline).settings().toJobConfig("c", "", RestoreRules.STRICT).rounds(),
        is(true));
  }

  @Test
  void keepsAnImpulseRootedChainInOneVertex() {
    pipeline.apply(Impulse.create()).apply("A", plain()).apply("B", plain());
    assertThat(graph().vertices(), hasSize(1));
    assertThat(graph().edges(), is(empty()));
  }

  @Test
  void cutsBeforeEachKeyedOperator() {
    pairs()
        .apply("Stateful", ParDo.of(new TestFns.WithBag()))
        .apply("Pair", Count.perElement())
        .apply("Again", GroupByKey.create());
    JobGraph graph = graph();

    assertThat(Plans.kindsInto(graph, "Stateful/ParMultiDo(WithBag)"), contains(EdgeKind.KEYED));
    assertThat(Plans.kindsInto(graph, "Pair/Combine.perKey(Count)"), contains(EdgeKind.KEYED));
    assertThat(Plans.kindsInto(graph, "Again"), contains(EdgeKind.KEYED));
  }

  @Test
  void treatsTimersAsState() {
    pairs().apply(ParDo.of(new TestFns.WithTimer()));
    assertThat(Plans.payloads(graph(), StatefulParDoPayload.class), hasSize(1));
  }

  @Test
  void leavesOnlyAnEdgeOfAReshuffle() {
    pairs().apply("Shuffle", Reshuffle.of()).apply("After", plain());
    JobGraph graph = graph();

    assertThat(Plans.payloads(graph, IdentityPayload.class), is(empty()));
    assertThat(Plans.kindsInto(graph, "After/ParMultiDo(Plain)"), contains(EdgeKind.KEYED));
  }

  @Test
  void rebalancesARedistribute() {
    words().apply("Spread", Redistribute.arbitrarily()).apply("After", plain());
    assertThat(Plans.kindsInto(graph(), "After/ParMultiDo(Plain)"), contains(EdgeKind.REBALANCE));
  }

  @Test
  void shufflesOnceForSeveralConsumersOfAReshuffle() {
    PCollection<KV<String, String>> shuffled = pairs().apply("Shuffle", Reshuffle.of());
    shuffled.apply("A", plain());
    shuffled.apply("B", plain());
    JobGraph graph = graph();

    assertThat(Plans.kindsInto(graph, "Shuffle"), contains(EdgeKind.KEYED));
    assertThat(
        Plans.vertexOf(graph, "A/ParMultiDo(Plain)"),
        is(Plans.vertexOf(graph, "B/ParMultiDo(Plain)")));
  }

  @Test
  void doesNotShuffleTwiceBeforeAGrouping() {
    pairs().apply("Shuffle", Reshuffle.of()).apply("Group", GroupByKey.create());
    JobGraph graph = graph();
    assertThat(graph.edges().stream().filter(e -> e.kind() == EdgeKind.KEYED).count(), is(1L));
  }

  @Test
  void fusesADiamond() {
    PCollection<String> words = words();
    PCollectionList.of(words.apply("A", plain()))
        .and(words.apply("B", plain()))
        .apply("Join", Flatten.pCollections())
        .apply("After", plain());
    JobGraph graph = graph();

    assertThat(
        Plans.vertexOf(graph, "After/ParMultiDo(Plain)"),
        is(Plans.vertexOf(graph, "Words/Read(CreateSource)/Read")));
  }

  @Test
  void joinsBranchesOfSeveralVerticesByForwardEdges() {
    PCollection<String> other = pipeline.apply("Other", Create.of("c", "d"));
    PCollectionList.of(words()).and(other).apply("Join", Flatten.pCollections());
    assertThat(Plans.kindsInto(graph(), "Join"), contains(EdgeKind.FORWARD, EdgeKind.FORWARD));
  }

  @Test
  void cutsWhereASideInputWouldCloseACycle() {
    PCollection<String> words = words();
    PCollectionView<Iterable<String>> view = words.apply(View.asIterable());
    words.apply("Main", ParDo.of(new TestFns.Plain<String>()).withSideInputs(view));
    JobGraph graph = graph();

    assertThat(
        Plans.kindsInto(graph, "Main/ParMultiDo(Plain)"),
        contains(EdgeKind.FORWARD, EdgeKind.BROADCAST));
  }

  @Test
  void fusesTheMainInputOfAParDoWithAForeignSideInput() {
    PCollectionView<Iterable<String>> view =
        pipeline.apply("Side", Create.of("c", "d")).apply(View.asIterable());
    words().apply("Main", ParDo.of(new TestFns.Plain<String>()).withSideInputs(view));
    JobGraph graph = graph();

    assertThat(Plans.kindsInto(graph, "Main/ParMultiDo(Plain)"), contains(EdgeKind.BROADCAST));
  }

  @Test
  void sharesAViewBetweenItsConsumers() {
    PCollectionView<Iterable<String>> view =
        pipeline.apply("Side", Create.of("c", "d")).apply(View.asIterable());
    words()
        .apply("A", ParDo.of(new TestFns.Plain<String>()).withSideInputs(view))
        .apply("B", ParDo.of(new TestFns.Plain<String>()).withSideInputs(view));
    JobGraph graph = graph();

    assertThat(Plans.payloads(graph, ViewPayload.class), hasSize(1));
    assertThat(Plans.kindsInto(graph, "A/ParMultiDo(Plain)"), contains(EdgeKind.BROADCAST));
    assertThat(Plans.kindsInto(graph, "B/ParMultiDo(Plain)"), contains(EdgeKind.BROADCAST));
  }

  @Test
  void givesAnUnusedOutputAnEmptyTargetList() {
    TupleTag<String> main = new TupleTag<>("main");
    TupleTag<String> unused = new TupleTag<>("unused");
    PCollectionTuple outputs =
        words()
            .apply(
                "Multi",
                ParDo.of(new TestFns.Plain<String>())
                    .withOutputTags(main, TupleTagList.of(unused)));
    outputs.get(unused).setCoder(StringUtf8Coder.of());
    outputs.get(main).setCoder(StringUtf8Coder.of()).apply("After", plain());
    JobGraph graph = graph();

    ParDoPayload payload = Plans.payloads(graph, ParDoPayload.class).get(0);
    assertThat(payload.outputTags(), contains("main", "unused"));
    assertThat(Plans.node(graph, "Multi").outputs().get(0), hasSize(1));
    assertThat(Plans.node(graph, "Multi").outputs().get(1), is(empty()));
  }

  @Test
  void consumesAReadThatNobodyReads() {
    words();
    assertThat(Plans.payloads(graph(), ParDoPayload.class), hasSize(1));
  }

  @Test
  void readsWithOneSplitSubtask() {
    words();
    JobGraph graph = graph();
    assertThat(Plans.vertexOf(graph, "Words/Read(CreateSource)/Split").parallelism(), is(1));
    assertThat(Plans.vertexOf(graph, "Words/Read(CreateSource)/Read").parallelism(), is(2));
    assertThat(
        Plans.kindsInto(graph, "Words/Read(CreateSource)/Read"), contains(EdgeKind.REBALANCE));
  }

  @Test
  void knowsAnUnboundedPipeline() {
    pipeline.apply(GenerateSequence.from(0));
    assertThat(Plans.plan(pipeline).streaming(), is(true));
  }

  @Test
  void combinesAsOneOperatorOnlyWithoutSideInputs() {
    pipeline.apply(Create.of(KV.of("k", 1))).apply("Sum", Sum.integersPerKey());
    assertThat(Plans.payloads(graph(), GroupPayload.class).get(0).combine(), is(true));
  }

  @Test
  void takesTheFullRoadForMergingWindowsAndEarlyTriggers() {
    Duration minute = Duration.standardMinutes(1);
    assertThat(road(FixedWindows.of(minute), null), is(GroupingRoad.FAST));
    assertThat(road(SlidingWindows.of(minute), Never.ever()), is(GroupingRoad.FAST));
    assertThat(
        road(FixedWindows.of(minute), AfterWatermark.pastEndOfWindow()), is(GroupingRoad.FAST));
    assertThat(road(Sessions.withGapDuration(minute), null), is(GroupingRoad.FULL));
    assertThat(
        road(
            FixedWindows.of(minute),
            AfterWatermark.pastEndOfWindow().withEarlyFirings(AfterPane.elementCountAtLeast(1))),
        is(GroupingRoad.FULL));
    assertThat(
        road(FixedWindows.of(minute), Repeatedly.forever(AfterPane.elementCountAtLeast(1))),
        is(GroupingRoad.FULL));
  }

  @Test
  void sortsBoundedInputInTheGlobalWindow() {
    assertThat(road(new GlobalWindows(), null), is(GroupingRoad.SORTED));
    assertThat(
        road(new GlobalWindows(), Repeatedly.forever(AfterPane.elementCountAtLeast(1))),
        is(GroupingRoad.FULL));

    pipeline
        .apply(GenerateSequence.from(0))
        .apply(WithKeys.of("k"))
        .apply(
            Window.<KV<String, Long>>into(new GlobalWindows())
                .triggering(AfterWatermark.pastEndOfWindow())
                .withAllowedLateness(Duration.ZERO)
                .discardingFiredPanes())
        .apply(GroupByKey.create());
    assertThat(Plans.payloads(graph(), GroupPayload.class).get(0).road(), is(GroupingRoad.FAST));
  }

  @Test
  void takesTheFullRoadForWindowsThatFireAgain() {
    pipeline
        .apply(Create.of(KV.of("k", "v")))
        .apply(
            Window.<KV<String, String>>into(FixedWindows.of(Duration.standardMinutes(1)))
                .withAllowedLateness(Duration.standardMinutes(1))
                .discardingFiredPanes())
        .apply(GroupByKey.create());
    assertThat(Plans.payloads(graph(), GroupPayload.class).get(0).road(), is(GroupingRoad.FULL));
  }

  @Test
  void plansABundleFinalizer() {
    words().apply("Finalized", ParDo.of(new TestFns.WithFinalizer()));
    assertThat(Plans.payloads(graph(), ParDoPayload.class), hasSize(1));
  }

  @Test
  void givesAParDoThatAsksForItStableInput() {
    words().apply("Stable", ParDo.of(new TestFns.WithStableInput()));

    StableInputPayload stable = Plans.payloads(graph(), StableInputPayload.class).get(0);
    assertThat(stable.operator(), instanceOf(ParDoPayload.class));
    assertThat(stable.keyed(), is(false));
  }

  @Test
  void givesTheStepThatNamesWrittenFilesStableInput() {
    words().apply("Write", TextIO.write().to("out").withNumShards(1));
    JobGraph graph = graph();

    List<String> stable =
        graph.vertices().stream()
            .flatMap(v -> v.operators().stream())
            .filter(o -> o.spec().urn().equals(StableInputPayload.URN))
            .map(OperatorNode::stableName)
            .toList();
    assertThat(
        stable, contains("Write/WriteFiles/FinalizeTempFileBundles/Finalize/ParMultiDo(Finalize)"));
  }

  @Test
  void keepsEveryReshuffleWhenTheyAreToBeStable() {
    pipeline.getOptions().as(WeirPipelineOptions.class).setStableReshuffle(true);
    pairs().apply("Shuffle", Reshuffle.of()).apply("After", plain());
    JobGraph graph = graph();

    assertThat(Plans.kindsInto(graph, "Shuffle"), contains(EdgeKind.KEYED));
    assertThat(
        Plans.payloads(graph, StableInputPayload.class).get(0).operator(),
        instanceOf(IdentityPayload.class));
  }

  @Test
  void plansWrittenFilesWithoutPassthroughs() {
    words().apply(TextIO.write().to("out").withNumShards(1));
    assertThat(Plans.payloads(graph(), IdentityPayload.class), is(empty()));
  }

  private static GroupingRoad road(WindowFn<Object, ?> windowFn, @Nullable Trigger trigger) {
    Pipeline pipeline = Plans.pipeline();
    Window<KV<String, String>> window = Window.into(windowFn);
    if (trigger != null) {
      window = window.triggering(trigger).withAllowedLateness(Duration.ZERO).discardingFiredPanes();
    }
    pipeline.apply(Create.of(KV.of("k", "v"))).apply(window).apply(GroupByKey.create());
    return Plans.payloads(Plans.plan(pipeline).graph(), GroupPayload.class).get(0).road();
  }

  @Test
  void expandsASplittableParDo() throws Exception {
    words().apply("Sdf", ParDo.of(new TestFns.Splittable()));
    JobGraph graph = graph();
    String name = "Sdf/ParMultiDo(Splittable)";

    assertThat(Plans.kindsInto(graph, name + "/Process"), contains(EdgeKind.REBALANCE));
    assertThat(
        sizedCoder(graph, name + "/Process"),
        is(
            "KvCoder(KvCoder(StringUtf8Coder,"
                + "KvCoder(SerializableCoder(org.apache.beam.sdk.io.range.OffsetRange),VoidCoder)),DoubleCoder)"));
  }

  private static String sizedCoder(JobGraph graph, String operator) throws Exception {
    int vertex = Plans.vertexOf(graph, operator).id();
    WindowedValueCodec codec =
        (WindowedValueCodec) CodecPayload.parse(graph.edgesInto(vertex).get(0).codec());
    JobPayload payload = JobPayload.parse(graph.payload());
    RehydratedComponents components =
        RehydratedComponents.forComponents(payload.pipeline().getComponents());
    Coder<?> coder =
        components.getCoder(
            payload
                .pipeline()
                .getComponents()
                .getPcollectionsOrThrow(codec.pcollection())
                .getCoderId());
    return coder.toString().replaceAll("@[0-9a-f]+", "");
  }

  @Test
  void usesTheOutputCoderOfAFlattenOnItsEdges() {
    PCollection<String> other = pipeline.apply("Other", Create.of("c", "d"));
    PCollectionList.of(words()).and(other).apply("Join", Flatten.pCollections());
    JobGraph graph = graph();

    List<CodecPayload> codecs =
        graph.edgesInto(Plans.vertexOf(graph, "Join").id()).stream()
            .map(e -> CodecPayload.parse(e.codec()))
            .toList();
    assertThat(
        codecs,
        contains(
            new WindowedValueCodec("Join.out", false), new WindowedValueCodec("Join.out", false)));
  }

  @Test
  void plansAFlattenOfNothing() {
    PCollectionList.<String>empty(pipeline)
        .apply("Empty", Flatten.pCollections())
        .setCoder(StringUtf8Coder.of());
    assertThat(Plans.node(graph(), "Empty").inputs(), is(0));
  }

  @Test
  void plansTheSameTwice() {
    words().apply(Count.perElement());
    assertThat(Plans.plan(pipeline).explain(), is(Plans.plan(pipeline).explain()));
    assertThat(Plans.plan(pipeline).explain(), not(""));
  }

  @Test
  void plansAJobAgainWithAnotherParallelism() {
    Pipeline pipeline = Plans.pipeline();
    pipeline.apply(Create.of(KV.of("k", "v"))).apply("Count", ParDo.of(new TestFns.WithBag()));
    JobGraph first = Plans.plan(pipeline).graph();

    JobGraph second = Planner.withParallelism(first, 5);

    assertThat(Plans.vertexOf(second, "Count/ParMultiDo(WithBag)").parallelism(), is(5));
    assertThat(second.stateSchema(), is(first.stateSchema()));
    assertThrows(IllegalArgumentException.class, () -> Planner.withParallelism(first, 129));
  }
}
