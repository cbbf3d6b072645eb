package io.weir.validatesrunner.random;

import io.weir.validatesrunner.random.transforms.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Never;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.joda.time.Duration;

/**
 * What a run shows of itself: each element of each collection with its timestamp, window and pane,
 * a line of a file. So it works in whatever process user code runs.
 *
 * <p>The lines of a collection are held in the pipeline's own state until the end of time, and
 * written then. So a restart before it repeats none, and one that it loses or doubles is seen.
 *
 * @param directory where the files are; one recording to a directory
 */
record Recording(Path directory) {

  /** Returns the transform that records a collection. */
  PTransform<PCollection<KV<String, String>>, PDone> of(CollectionRef collection) {
    return new Recorder(directory.toString(), collection.variable());
  }

  /** Reads what was recorded: by collection, in sorted order. */
  Map<String, List<String>> read() throws IOException {
    Map<String, List<String>> lines = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        lines
            .computeIfAbsent(name.substring(0, name.indexOf('.')), any -> new ArrayList<>())
            .addAll(Files.readAllLines(file));
      }
    }
    lines.values().forEach(Collections::sort);
    return lines;
  }

  private static final class Recorder extends PTransform<PCollection<KV<String, String>>, PDone> {
    private final String directory;
    private final String collection;

    Recorder(String directory, String collection) {
      this.directory = directory;
      this.collection = collection;
    }

    @Override
    public PDone expand(PCollection<KV<String, String>> input) {
      input
          .apply("See", ParDo.of(new See(collection)))
          .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()))
          .apply(
              "Keep",
              Window.<KV<String, String>>into(new GlobalWindows())
                  .triggering(Never.ever())
                  .withAllowedLateness(Duration.ZERO)
                  .discardingFiredPanes())
          .apply("Collect", GroupByKey.create())
          .apply("Write", ParDo.of(new Write(directory)));
      return PDone.in(input.getPipeline());
    }
  }

  private static final class See extends DoFn<KV<String, String>, KV<String, String>> {
    private final String collection;

    See(String collection) {
      this.collection = collection;
    }

    @ProcessElement
    public void process(ProcessContext context, BoundedWindow window) {
      String line = Seen.text(context.element(), context.timestamp(), window, context.pane());
      context.output(KV.of(collection, line));
    }
  }

  private static final class Write extends DoFn<KV<String, Iterable<String>>, Void> {
    private final String directory;

    Write(String directory) {
      this.directory = directory;
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<String>> collection) throws IOException {
      String file = collection.getKey() + "." + UUID.randomUUID();
      Files.write(Path.of(directory, file), collection.getValue());
    }
  }
}
