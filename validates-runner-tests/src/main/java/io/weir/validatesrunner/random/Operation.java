package io.weir.validatesrunner.random;

import io.weir.validatesrunner.random.transforms.Split;
import io.weir.validatesrunner.random.transforms.WithSideInput;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/** What a step does; each can apply itself and write itself as Java. */
sealed interface Operation {

  /** Applies itself under that name. */
  List<PCollection<KV<String, String>>> apply(
      String name, Pipeline pipeline, List<PCollection<KV<String, String>>> inputs);

  /** Writes the statements that define variables {@code outputs} from variables {@code inputs}. */
  String java(String name, List<String> inputs, List<String> outputs);

  /** Returns how many collections it makes. */
  default int outputs() {
    return 1;
  }

  /** Declares a variable. */
  static String declaration(String variable, String expression) {
    return "    PCollection<KV<String, String>> " + variable + " =\n        " + expression + ";\n";
  }

  /** A source. */
  record Read(Source source) implements Operation {
    @Override
    public List<PCollection<KV<String, String>>> apply(
        String name, Pipeline pipeline, List<PCollection<KV<String, String>>> inputs) {
      return List.of(pipeline.apply(name, source.transform()));
    }

    @Override
    public String java(String name, List<String> inputs, List<String> outputs) {
      return declaration(outputs.get(0), "pipeline.apply(\"" + name + "\", " + source.java() + ")");
    }
  }

  /** Assignment of windows. */
  record Windowed(WindowingSpec windowing) implements Operation {
    @Override
    public List<PCollection<KV<String, String>>> apply(
        String name, Pipeline pipeline, List<PCollection<KV<String, String>>> inputs) {
      return List.of(inputs.get(0).apply(name, windowing.transform()));
    }

    @Override
    public String java(String name, List<String> inputs, List<String> outputs) {
      return declaration(
          outputs.get(0),
          inputs.get(0)
              + ".apply(\n            \""
              + name
              + "\",\n            "
              + windowing.java()
              + ")");
    }
  }

  /** One of the transforms with one input and one output. */
  record Unary(UnaryTransform transform) implements Operation {
    @Override
    public List<PCollection<KV<String, String>>> apply(
        String name, Pipeline pipeline, List<PCollection<KV<String, String>>> inputs) {
      return List.of(inputs.get(0).apply(name, transform.transform()));
    }

    @Override
    public String java(String name, List<String> inputs, List<String> outputs) {
      return declaration(
          outputs.get(0), inputs.get(0) + ".apply(\"" + name + "\", " + transform.java() + ")");
    }
  }

  /** Two outputs, by the number of an element. */
  record Splitting() implements Operation {
    @Override
    public List<PCollection<KV<String, String>>> apply(
        String name, Pipeline pipeline, List<PCollection<KV<String, String>>> inputs) {
      PCollectionTuple both = inputs.get(0).apply(name, new Split());
      return List.of(both.get(Split.EVEN), both.get(Split.ODD));
    }

    @Override
    public String java(String name, List<String> inputs, List<String> outputs) {
      String both = name + "Both";
      return "    PCollectionTuple %s = %s.apply(\"%s\", new Split());\n"
              .formatted(both, inputs.get(0), name)
          + declaration(outputs.get(0), both + ".get(Split.EVEN).setCoder(coder)")
          + declaration(outputs.get(1), both + ".get(Split.ODD).setCoder(coder)");
    }

    @Override
    public int outputs() {
      return 2;
    }
  }

  /** All inputs as one. */
  record Flattening() implements Operation {
    @Override
    public List<PCollection<KV<String, String>>> apply(
        String name, Pipeline pipeline, List<PCollection<KV<String, String>>> inputs) {
      return List.of(PCollectionList.of(inputs).apply(name, Flatten.pCollections()));
    }

    @Override
    public String java(String name, List<String> inputs, List<String> outputs) {
      return declaration(
          outputs.get(0),
          "PCollectionList.of(List.of(%s)).apply(\"%s\", Flatten.pCollections())"
              .formatted(String.join(", ", inputs), name));
    }
  }

  /** Each element of the first input beside what the second holds for its window. */
  record SideInput(WithSideInput.Kind kind) implements Operation {
    @Override
    public List<PCollection<KV<String, String>>> apply(
        String name, Pipeline pipeline, List<PCollection<KV<String, String>>> inputs) {
      return List.of(inputs.get(0).apply(name, new WithSideInput(kind, inputs.get(1))));
    }

    @Override
    public String java(String name, List<String> inputs, List<String> outputs) {
      return declaration(
          outputs.get(0),
          "%s.apply(\"%s\", new WithSideInput(WithSideInput.Kind.%s, %s))"
              .formatted(inputs.get(0), name, kind, inputs.get(1)));
    }
  }
}
