package io.weir.validatesrunner.random.transforms;

import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.OrderedListState;
import org.apache.beam.sdk.state.SetState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/**
 * Reads, changes and clears sets, maps and ordered lists: each element becomes what they hold of
 * its key and window.
 */
public final class Collected
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {

  @Override
  public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
    return input.apply(ParDo.of(new Collect()));
  }

  static final class Collect extends DoFn<KV<String, String>, KV<String, String>> {
    @StateId("numbers")
    private final StateSpec<SetState<String>> numbers = StateSpecs.set(StringUtf8Coder.of());

    @StateId("last")
    private final StateSpec<MapState<String, String>> last =
        StateSpecs.map(StringUtf8Coder.of(), StringUtf8Coder.of());

    @StateId("list")
    private final StateSpec<OrderedListState<String>> list =
        StateSpecs.orderedList(StringUtf8Coder.of());

    @ProcessElement
    public void process(
        @Element KV<String, String> element,
        @Timestamp Instant timestamp,
        @StateId("numbers") SetState<String> numbers,
        @StateId("last") MapState<String, String> last,
        @StateId("list") OrderedListState<String> list,
        OutputReceiver<KV<String, String>> out) {
      int number = Values.number(element.getValue());
      String residue = "m" + number % 3;
      boolean isNew = numbers.addIfAbsent(residue).read();
      String before = last.getOrDefault(residue, "none").read();
      if (number % 5 == 4) {
        last.remove(residue);
        numbers.remove(residue);
      } else {
        last.put(residue, "v" + number);
      }
      if (number % 4 == 3) {
        list.clearRange(Instant.ofEpochMilli(0), timestamp);
      }
      list.add(TimestampedValue.of("l" + number, timestamp));
      StringBuilder ordered = new StringBuilder();
      for (TimestampedValue<String> entry : list.read()) {
        ordered.append(entry.getValue()).append('@').append(entry.getTimestamp().getMillis());
      }
      out.output(
          KV.of(
              element.getKey(),
              Values.shortened(
                  element.getValue()
                      + (isNew ? "+" : "-")
                      + before
                      + Values.sorted(numbers.read())
                      + Values.sorted(last.keys().read())
                      + ordered)));
    }
  }
}
