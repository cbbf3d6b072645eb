package io.weir.validatesrunner.random;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PValue;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaProgramTest {

  @TempDir Path directory = Path.of("");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isTheSamePipelineOnceCompiled(long seed) throws Exception {
    RandomPipeline random = PipelineGenerator.generate(seed);
    Pipeline direct = Pipeline.create();
    random.addTo(direct, new Recording(directory));
    Pipeline printed = Pipeline.create();

    compiled(JavaProgram.of(random)).invoke(null, printed);

    assertThat(collections(printed).isEmpty(), is(not(true)));
    assertThat(collections(printed), is(collections(direct)));
  }

  private Method compiled(String program) throws Exception {
    Path source = Files.writeString(directory.resolve("Reproduce.java"), program);
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertThat("exit code of the compiler", exit, is(0));
    // The pipeline's classes come from the parent; the loader may go when its class is there.
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      Method build = loader.loadClass("Reproduce").getDeclaredMethod("build", Pipeline.class);
      build.setAccessible(true);
      return build;
    }
  }

  /** All collections by name with their windowing, without those of recording and printing. */
  private static Map<String, String> collections(Pipeline pipeline) {
    Map<String, String> collections = new TreeMap<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitValue(PValue value, TransformHierarchy.Node producer) {
            if (value instanceof PCollection<?> collection
                && !producer.getFullName().startsWith("record ")
                && !producer.getFullName().startsWith("print ")) {
              collections.put(
                  collection.getName(),
                  String.valueOf(collection.getWindowingStrategy()).replaceAll("@[0-9a-f]+", ""));
            }
          }
        });
    return collections;
  }
}
