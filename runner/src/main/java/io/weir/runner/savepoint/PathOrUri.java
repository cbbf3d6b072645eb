package io.weir.runner.savepoint;

import java.nio.file.Path;

/** Paths that a user types, for processes that have working directories of their own. */
public final class PathOrUri {
  private PathOrUri() {}

  /** The path as a URI; URIs and the empty path stay as they are. */
  public static String absolute(String pathOrUri) {
    boolean complete = pathOrUri.isEmpty() || pathOrUri.matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
    return complete ? pathOrUri : Path.of(pathOrUri).toAbsolutePath().toUri().toString();
  }
}
