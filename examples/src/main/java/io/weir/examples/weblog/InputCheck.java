package io.weir.examples.weblog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/** Finds what is wrong with the options before a job is started, and says so in one sentence. */
final class InputCheck {
  /** So many files of a glob are opened; more would make the start slow on a remote store. */
  private static final int MAX_FILES_OPENED = 100;

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/");

  private InputCheck() {}

  /**
   * Checks the options and makes local paths absolute, since workers may have another working
   * directory.
   *
   * @throws IllegalArgumentException naming the option and the cause
   */
  static void check(WeblogOptions options) {
    FileSystems.setDefaultPipelineOptions(options);
    if (options.getSlowdownMillisPerThousand() < 0) {
      throw new IllegalArgumentException("--slowdownMillisPerThousand must not be negative");
    }
    String input = options.getInput();
    Long generate = options.getGenerate();
    if (input != null && generate != null) {
      throw new IllegalArgumentException(
          "give either --input=PATTERN or --generate=LINES, not both");
    }
    if (generate != null && generate < 0) {
      throw new IllegalArgumentException("--generate must not be negative, but is " + generate);
    }
    if (input != null) {
      options.setInput(absolute(input));
      checkReadable(input);
    }
    options.setOutput(absolute(options.getOutput()));
    checkWritable(options.getOutput());
  }

  private static String absolute(String path) {
    return SCHEME.matcher(path).lookingAt() ? path : Path.of(path).toAbsolutePath().toString();
  }

  private static void checkReadable(String pattern) {
    try {
      MatchResult match = FileSystems.match(pattern);
      List<MatchResult.Metadata> files =
          match.status() == MatchResult.Status.NOT_FOUND ? List.of() : match.metadata();
      if (files.isEmpty()) {
        throw new IllegalArgumentException("no file matches --input=" + pattern);
      }
      for (MatchResult.Metadata file : files.subList(0, Math.min(MAX_FILES_OPENED, files.size()))) {
        try (ReadableByteChannel channel = FileSystems.open(file.resourceId())) {
          channel.read(ByteBuffer.allocate(1)); // a directory can be opened, but not read
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read --input=" + pattern + ": " + e.getMessage(), e);
    }
  }

  private static void checkWritable(String directory) {
    try {
      ResourceId probe =
          FileSystems.matchNewResource(directory, true)
              .resolve(
                  ".weblog-" + UUID.randomUUID() + ".tmp", StandardResolveOptions.RESOLVE_FILE);
      FileSystems.create(probe, MimeTypes.TEXT).close();
      FileSystems.delete(List.of(probe));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot write to --output=" + directory + ": " + e.getMessage(), e);
    }
  }
}
