package io.weir.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.transforms.windowing.Sessions;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

class ExplainTest {
  private final Pipeline pipeline = Plans.pipeline();

  private void assertExplains(String expected) {
    assertThat(Plans.plan(pipeline).explain(), is(expected));
  }

  @Test
  void countsWords() {
    pipeline.apply("Lines", TextIO.read().from("lines.txt")).apply("Count", Count.perElement());
    assertExplains(
        """
        3 vertices, 2 edges, max parallelism 128
        vertex 0, parallelism 1
          0 split "Lines/Read/Split" -> edge 0
        vertex 1, parallelism 2
          0 read "Lines/Read/Read" -> 1
          1 pardo "Count/Init/Map/ParMultiDo(Anonymous)" -> edge 1
        vertex 2, parallelism 2
          0 combine (sorted road) "Count/Combine.perKey(Count)" -> nothing
        edge 0, rebalance, vertex 0 to 1.0 port 0: source splits
        edge 1, keyed, vertex 1 to 2.0 port 0: Count/Init/Map/ParMultiDo(Anonymous).output
        """);
  }

  @Test
  void joinsTwoBranchesOfOneInput() {
    PCollection<KV<String, String>> pairs =
        pipeline
            .apply("Pairs", Create.of(KV.of("k", "v")))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()))
            .apply("Sessions", Window.into(Sessions.withGapDuration(Duration.standardMinutes(1))));
    KeyedPCollectionTuple.of(new TupleTag<String>("left"), pairs)
        .and(new TupleTag<String>("right"), pairs)
        .apply("Join", CoGroupByKey.create());
    assertExplains(
        """
        2 vertices, 1 edges, max parallelism 128
        vertex 0, parallelism 2
          0 impulse "Pairs/Impulse" -> 1
          1 pardo "Pairs/MapElements/Map/ParMultiDo(Anonymous)" -> 2
          2 assign-windows "Sessions/Window.Assign" -> 3, 4
          3 pardo "Join/MakeUnionTable0/ParMultiDo(ConstructUnionTable)" -> 5
          4 pardo "Join/MakeUnionTable1/ParMultiDo(ConstructUnionTable)" -> 5 port 1
          5 flatten of 2 "Join/Flatten" -> edge 0
        vertex 1, parallelism 2
          0 group (full road) "Join/GBK" -> 1
          1 pardo "Join/ConstructCoGbkResultFn/ParMultiDo(ConstructCoGbkResult)" -> nothing
        edge 0, keyed, vertex 0 to 1.0 port 0: Join/Flatten.out
        """);
  }

  @Test
  void broadcastsASideInput() {
    PCollection<String> words = pipeline.apply("Words", Create.of("a", "b"));
    PCollectionView<Iterable<String>> view =
        pipeline.apply("Side", Create.of("c", "d")).apply("View", View.asIterable());
    words.apply("Main", ParDo.of(new TestFns.Plain<String>()).withSideInputs(view));
    assertExplains(
        """
        5 vertices, 4 edges, max parallelism 128
        vertex 0, parallelism 1
          0 split "Words/Read(CreateSource)/Split" -> edge 2
        vertex 1, parallelism 1
          0 split "Side/Read(CreateSource)/Split" -> edge 0
        vertex 2, parallelism 2
          0 read "Side/Read(CreateSource)/Read" -> 1
          1 pardo "View/MapElements/Map/ParMultiDo(Anonymous)" -> edge 1
        vertex 3, parallelism 1
          0 view "View/MapElements/Map/ParMultiDo(Anonymous).output/View" -> edge 3
        vertex 4, parallelism 2
          0 read "Words/Read(CreateSource)/Read" -> 1
          1 pardo "Main/ParMultiDo(Plain)" -> nothing
        edge 0, rebalance, vertex 1 to 2.0 port 0: source splits
        edge 1, rebalance, vertex 2 to 3.0 port 0: View/MapElements/Map/ParMultiDo(Anonymous).output
        edge 2, rebalance, vertex 0 to 4.0 port 0: source splits
        edge 3, broadcast, vertex 3 to 4.1 port 1: views of View/MapElements/Map/ParMultiDo(Anonymous).output
        """);
  }
}
