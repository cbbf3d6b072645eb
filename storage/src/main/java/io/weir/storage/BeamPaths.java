package io.weir.storage;

import org.apache.beam.sdk.io.FileSystems;
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
}
