package io.weir.validatesrunner.random.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/** Appends to each value what a side input holds for its window. */
public final class WithSideInput
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {
  private final Kind kind;
  private final transient PCollection<KV<String, String>> side;

  /** As what the side input is read. */
  public enum Kind {
    /** Any number of values. */
    ITERABLE,
    /** Any number of values, with their places. */
    LIST,
    /** One combined value, or a default. */
    SINGLETON,
    /** Combined values by key. */
    MAP,
    /** All values by key. */
    MULTIMAP
  }

  /**
   * Makes the transform.
   *
   * @param kind as what {@code side} is read
   * @param side what elements are to meet
   */
  public WithSideInput(Kind kind, PCollection<KV<String, String>> side) {
    this.kind = kind;
    this.side = side;
  }

  @Override
  public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
    return switch (kind) {
      case ITERABLE -> join(input, side.apply("View", View.asIterable()), Look::atEntries);
      case LIST -> join(input, side.apply("View", View.asList()), Look::atEntries);
      case SINGLETON ->
          join(
              input,
              side.apply("Strip", org.apache.beam.sdk.transforms.Values.create())
                  .apply("View", Combine.globally(new SortedConcat()).asSingletonView()),
              (value, element) -> value);
      case MAP ->
          join(
              input,
              side.apply("Combine", Combine.perKey(new SortedConcat())).apply("View", View.asMap()),
              (map, element) ->
                  map.get(element.getKey()) + Look.atEntries(Look.entries(map), element));
      case MULTIMAP ->
          join(
              input,
              side.apply("View", View.asMultimap()),
              (map, element) -> Look.atValues(map, element.getKey()));
    };
  }

  private static <T> PCollection<KV<String, String>> join(
      PCollection<KV<String, String>> input, PCollectionView<T> view, Reading<T> reading) {
    return input.apply("Join", ParDo.of(new Join<>(view, reading)).withSideInputs(view));
  }

  /** How a side input becomes text, for one element. */
  private interface Reading<T> extends java.io.Serializable {
    String read(T side, KV<String, String> element);
  }

  private static final class Look {
    static String atEntries(Iterable<KV<String, String>> entries, KV<String, String> element) {
      List<String> texts = new ArrayList<>();
      entries.forEach(entry -> texts.add(entry.getKey() + ":" + entry.getValue()));
      return Values.sorted(texts);
    }

    static List<KV<String, String>> entries(Map<String, String> map) {
      return map.entrySet().stream().map(e -> KV.of(e.getKey(), e.getValue())).toList();
    }

    static String atValues(Map<String, Iterable<String>> map, String key) {
      List<String> keys = new ArrayList<>(map.keySet());
      return Values.sorted(keys) + Values.sorted(map.getOrDefault(key, List.of()));
    }
  }

  static final class Join<T> extends DoFn<KV<String, String>, KV<String, String>> {
    private final PCollectionView<T> view;
    private final Reading<T> reading;

    Join(PCollectionView<T> view, Reading<T> reading) {
      this.view = view;
      this.reading = reading;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      KV<String, String> element = context.element();
      String seen = reading.read(context.sideInput(view), element);
      context.output(KV.of(element.getKey(), Values.shortened(element.getValue() + "|" + seen)));
    }
  }
}
