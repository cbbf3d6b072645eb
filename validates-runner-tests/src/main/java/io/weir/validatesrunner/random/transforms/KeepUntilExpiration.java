package io.weir.validatesrunner.random.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.MultimapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Keeps values in a bag and a multimap, and emits them when their window expires. */
public final class KeepUntilExpiration
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {

  @Override
  public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
    return input.apply(ParDo.of(new Keep()));
  }

  static final class Keep extends DoFn<KV<String, String>, KV<String, String>> {
    @StateId("bag")
    private final StateSpec<BagState<String>> bag = StateSpecs.bag(StringUtf8Coder.of());

    @StateId("multimap")
    private final StateSpec<MultimapState<String, String>> multimap =
        StateSpecs.multimap(StringUtf8Coder.of(), StringUtf8Coder.of());

    @ProcessElement
    public void process(
        @Element KV<String, String> element,
        @StateId("bag") BagState<String> bag,
        @StateId("multimap") MultimapState<String, String> multimap) {
      int number = Values.number(element.getValue());
      bag.add(element.getValue());
      multimap.put("m" + number % 3, "v" + number);
    }

    @OnWindowExpiration
    public void onWindowExpiration(
        @Key String key,
        @AlwaysFetched @StateId("bag") BagState<String> bag,
        @StateId("multimap") MultimapState<String, String> multimap,
        OutputReceiver<KV<String, String>> out) {
      List<String> entries = new ArrayList<>();
      for (Map.Entry<String, String> entry : multimap.entries().read()) {
        entries.add(entry.getKey() + "=" + entry.getValue());
      }
      out.output(KV.of(key, Values.sorted(bag.read()) + Values.sorted(entries)));
    }
  }
}
