package io.weir.validatesrunner.random.transforms;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Elements with even numbers to one output, others to another. */
public final class Split extends PTransform<PCollection<KV<String, String>>, PCollectionTuple> {
  /** Elements with even numbers. */
  public static final TupleTag<KV<String, String>> EVEN = new TupleTag<>("even") {};

  /** Elements with odd numbers. */
  public static final TupleTag<KV<String, String>> ODD = new TupleTag<>("odd") {};

  @Override
  public PCollectionTuple expand(PCollection<KV<String, String>> input) {
    return input.apply(ParDo.of(new Divide()).withOutputTags(EVEN, TupleTagList.of(ODD)));
  }

  static final class Divide extends DoFn<KV<String, String>, KV<String, String>> {
    @ProcessElement
    public void process(@Element KV<String, String> element, MultiOutputReceiver out) {
      out.get(Values.number(element.getValue()) % 2 == 0 ? EVEN : ODD).output(element);
    }
  }
}
