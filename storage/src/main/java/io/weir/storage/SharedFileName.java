package io.weir.storage;

import io.weir.engine.checkpoint.SharedFiles.Entry;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of shared files: {@code ID-NAME}, ID being the checkpoint that one was written for. */
final class SharedFileName {
  /** Where they are in the job's directory. */
  static final String DIRECTORY = "shared";

  private static final Pattern NAME =
      Pattern.compile("(?:" + FilePaths.UNFINISHED + ")?([0-9]{1,18})-[A-Za-z0-9.-]{1,200}");

  private SharedFileName() {}

  /** The name of a new file. */
  static String of(long checkpointId, String name) {
    return FilePaths.checkFileName(checkpointId + "-" + name);
  }

  /** The file of that name, which may be unfinished; empty if it is no shared file. */
  static Optional<Entry> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(new Entry(name, Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  /** Refuses what is not a name of a shared file, finished or not. */
  static String check(String name) {
    if (parse(name).isEmpty()) {
      throw new IllegalArgumentException("not a name of a shared file: " + name);
    }
    return name;
  }
}
