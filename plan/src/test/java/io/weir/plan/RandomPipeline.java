package io.weir.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Redistribute;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;

/** A pipeline of random transforms, the same for the same seed. */
final class RandomPipeline {
  private final Random random;
  private final Pipeline pipeline;
  private final List<PCollection<KV<String, String>>> made = new ArrayList<>();

  private RandomPipeline(long seed) {
    random = new Random(seed);
    pipeline = Plans.pipeline("--parallelism=" + (1 + random.nextInt(3)));
  }

  static Pipeline of(long seed, int transforms) {
    RandomPipeline made = new RandomPipeline(seed);
    made.add(made.source("source"));
    for (int i = 0; i < transforms; i++) {
      made.add(made.transform("step " + i));
    }
    return made.pipeline;
  }

  private void add(PCollection<KV<String, String>> pcollection) {
    made.add(pcollection.setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of())));
  }

  private PCollection<KV<String, String>> any() {
    return made.get(random.nextInt(made.size()));
  }

  private PCollection<KV<String, String>> source(String name) {
    if (random.nextBoolean()) {
      return pipeline.apply(name, Create.of(KV.of("k", "v"), KV.of("l", "w")));
    }
    return pipeline
        .apply(name, Impulse.create())
        .apply(
            name + " map",
            MapElements.into(
                    TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.strings()))
                .via(bytes -> KV.of("k", "v")));
  }

  private PCollection<KV<String, String>> transform(String name) {
    return switch (random.nextInt(9)) {
      case 0 -> source(name);
      case 1, 2 -> any().apply(name, ParDo.of(new TestFns.Plain<>()));
      case 3 -> withSideInputs(name);
      case 4 -> flatten(name);
      case 5 -> any().apply(name, Combine.perKey(new TestFns.First()));
      case 6 -> any().apply(name, Reshuffle.of());
      case 7 -> any().apply(name, Redistribute.arbitrarily());
      default -> any().apply(name, ParDo.of(new TestFns.StatefulPairs()));
    };
  }

  private PCollection<KV<String, String>> withSideInputs(String name) {
    List<PCollectionView<?>> views = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      views.add(any().apply(name + " view " + i, View.asMultimap()));
    }
    ParDo.SingleOutput<KV<String, String>, KV<String, String>> parDo =
        ParDo.of(new TestFns.Plain<>());
    return any().apply(name, parDo.withSideInputs(views));
  }

  private PCollection<KV<String, String>> flatten(String name) {
    PCollectionList<KV<String, String>> branches = PCollectionList.empty(pipeline);
    for (int i = 0; i <= random.nextInt(3); i++) {
      branches = branches.and(any());
    }
    return branches.apply(name, Flatten.pCollections());
  }
}
