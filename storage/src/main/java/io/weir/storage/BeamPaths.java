package io.weir.storage;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Directories of Beam's file systems. */
final class BeamPaths {
  private BeamPaths() {}

  /**
   * The directory with the URI.
   *
   * @throws IllegalArgumentException no file system of the scheme is there
   */
  static ResourceId directory(String uri) {
    // Options of a pipeline win; a master has none.
    FileSystems.registerFileSystemsOnce(PipelineOptionsFactory.create());
    try {
      return FileSystems.matchNewResource(uri.endsWith("/") ? uri : uri + "/", true);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException(
          ("checkpoint storage with the scheme '%s' cannot be used;"
                  + " it needs Beam's module for it on the class path: %s (%s)")
              .formatted(uri.replaceFirst(":.*", ""), uri, e.getMessage()),
          e);
    }
  }

  /** The URI of a directory, without a slash at its end. */
  static String uri(ResourceId directory) {
    String uri = directory.toString();
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }

  /** The last name in the path of a directory. */
  static String lastName(ResourceId directory) {
    String uri = uri(directory);
    return uri.substring(uri.lastIndexOf('/') + 1);
  }

  /** The directory that the directory with the URI is in. */
  static ResourceId parent(String uri) {
    String path = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    return directory(path.substring(0, path.lastIndexOf('/') + 1));
  }

  /** The files that fit a pattern; none if there are none. */
  static List<ResourceId> match(String pattern) throws IOException {
    MatchResult found = FileSystems.match(pattern, EmptyMatchTreatment.ALLOW);
    return found.status() == MatchResult.Status.NOT_FOUND
        ? List.of()
        : found.metadata().stream().map(MatchResult.Metadata::resourceId).toList();
  }
}
