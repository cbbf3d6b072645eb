package io.weir.storage;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and places of checkpoints in a file system. */
final class FilePaths {
  /** The file whose existence makes a checkpoint complete. */
  static final String MANIFEST = "_manifest";

  /** What the names of unfinished files begin with; no file of a checkpoint is named so. */
  static final String UNFINISHED = "_tmp-";

  private static final String CHECKPOINT = "chk-";
  private static final Pattern CHECKPOINT_NAME = Pattern.compile(CHECKPOINT + "([0-9]{1,18})");
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,199}");
  // At least two letters: one is a drive.
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");

  private FilePaths() {}

  /** Whether the path is a plain path or a {@code file:} URI, not a URI of another scheme. */
  static boolean isLocal(String path) {
    Matcher scheme = SCHEME.matcher(path);
    return !scheme.matches() || scheme.group(1).equalsIgnoreCase("file");
  }

  /** The path that a {@code file:} URI or a plain path names. */
  static Path parse(String path) {
    if (path.isBlank()) {
      throw new IllegalArgumentException("the checkpoint storage path is empty");
    }
    Matcher scheme = SCHEME.matcher(path);
    if (!scheme.matches()) {
      return Path.of(path).toAbsolutePath().normalize();
    }
    if (!isLocal(path)) {
      throw new IllegalArgumentException("not in the local file system: " + path);
    }
    try {
      return Path.of(URI.create(path)).toAbsolutePath().normalize();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not a file URI such as file:///var/weir: " + path + " (" + e.getMessage() + ")", e);
    }
  }

  /** The URI of a directory, without a slash at its end. */
  static String uri(Path directory) {
    String uri = directory.toUri().toString();
    return uri.endsWith("/") && uri.length() > "file:///".length()
        ? uri.substring(0, uri.length() - 1)
        : uri;
  }

  /** The name of a checkpoint's directory. */
  static String checkpointName(long checkpointId) {
    if (checkpointId < 0) {
      throw new IllegalArgumentException("checkpoint id " + checkpointId);
    }
    return CHECKPOINT + checkpointId;
  }

  /** The number of the checkpoint whose directory has the name; -1 for any other name. */
  static long checkpointId(Path directory) {
    Path name = directory.getFileName();
    return checkpointId(name == null ? "" : name.toString());
  }

  /** The number of the checkpoint whose directory has the name; -1 for any other name. */
  static long checkpointId(String name) {
    Matcher matcher = CHECKPOINT_NAME.matcher(name);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  /** Refuses names that could lead out of a checkpoint's directory. */
  static String checkFileName(String name) {
    if (!FILE_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name of a state file: " + name);
    }
    return name;
  }
}
