package io.weir.validatesrunner.random;

import io.weir.validatesrunner.random.transforms.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/**
 * What a run shows of itself: each element of each collection with its timestamp, window and pane,
 * a line of a file. So it works in whatever process user code runs.
 *
 * @param directory where the files are; one recording to a directory
 */
record Recording(Path directory) {

  /** Returns the code that records a collection. */
  DoFn<KV<String, String>, Void> of(CollectionRef collection) {
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

  static final class Recorder extends DoFn<KV<String, String>, Void> {
    private final String directory;
    private final String collection;
    private transient @Nullable Writer writer;

    Recorder(String directory, String collection) {
      this.directory = directory;
      this.collection = collection;
    }

    @ProcessElement
    public void process(ProcessContext context, BoundedWindow window) throws IOException {
      Writer out = writer();
      out.write(Seen.text(context.element(), context.timestamp(), window, context.pane()) + "\n");
      out.flush();
    }

    private Writer writer() throws IOException {
      Writer open = writer;
      if (open == null) {
        open = Files.newBufferedWriter(Path.of(directory, collection + "." + UUID.randomUUID()));
        writer = open;
      }
      return open;
    }

    @Teardown
    public void teardown() {
      try {
        if (writer != null) {
          writer.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
