package io.weir.validatesrunner.random;

import java.util.List;

/** Writes a pipeline as a Java program. */
final class JavaProgram {
  private static final String HEAD =
      """
      import io.weir.validatesrunner.random.transforms.*;
      import java.util.List;
      import org.apache.beam.sdk.Pipeline;
      import org.apache.beam.sdk.coders.KvCoder;
      import org.apache.beam.sdk.coders.StringUtf8Coder;
      import org.apache.beam.sdk.options.PipelineOptionsFactory;
      import org.apache.beam.sdk.testing.TestStream;
      import org.apache.beam.sdk.transforms.Create;
      import org.apache.beam.sdk.transforms.Flatten;
      import org.apache.beam.sdk.transforms.windowing.*;
      import org.apache.beam.sdk.transforms.windowing.Window.ClosingBehavior;
      import org.apache.beam.sdk.transforms.windowing.Window.OnTimeBehavior;
      import org.apache.beam.sdk.values.KV;
      import org.apache.beam.sdk.values.PCollection;
      import org.apache.beam.sdk.values.PCollectionList;
      import org.apache.beam.sdk.values.PCollectionTuple;
      import org.apache.beam.sdk.values.TimestampedValue;
      import org.joda.time.Duration;
      import org.joda.time.Instant;

      public class Reproduce {
        /** Run with --runner=DirectRunner, and with --runner=WeirRunner. */
        public static void main(String[] args) {
          Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(args).create());
          build(pipeline);
          pipeline.run().waitUntilFinish();
        }

        static void build(Pipeline pipeline) {
          KvCoder<String, String> coder = KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of());
      """;

  private JavaProgram() {}

  /** Returns the text of a class {@code Reproduce} that prints what each collection holds. */
  static String of(RandomPipeline pipeline) {
    StringBuilder text = new StringBuilder(HEAD);
    for (int index = 0; index < pipeline.steps().size(); index++) {
      Step step = pipeline.steps().get(index);
      List<String> outputs =
          pipeline.outputsOf(index).stream().map(CollectionRef::variable).toList();
      List<String> inputs = step.inputs().stream().map(CollectionRef::variable).toList();
      text.append(step.operation().java("s" + index, inputs, outputs));
    }
    for (String variable : pipeline.variables()) {
      text.append("    %s.apply(\"print %1$s\", new Printed(\"%1$s\"));\n".formatted(variable));
    }
    return text.append("  }\n}\n").toString();
  }
}
