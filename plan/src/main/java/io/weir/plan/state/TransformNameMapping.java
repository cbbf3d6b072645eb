package io.weir.plan.state;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which transforms of a pipeline had other names when a savepoint was taken. The name of a
 * composite stands for all that is in it; of several that fit the longest counts.
 */
public final class TransformNameMapping {
  private final Map<String, String> oldNames;

  private TransformNameMapping(Map<String, String> oldNames) {
    this.oldNames = oldNames;
  }

  /**
   * Turns the mapping round.
   *
   * @param newNames for old names the new ones
   * @throws IllegalArgumentException if two old names have become the same
   */
  public static TransformNameMapping of(Map<String, String> newNames) {
    Map<String, String> oldNames = new TreeMap<>();
    newNames.forEach(
        (before, now) -> {
          if (oldNames.put(now, before) != null) {
            throw new IllegalArgumentException(
                "--transformNameMapping: two names are mapped to \"" + now + "\"");
          }
        });
    return new TransformNameMapping(oldNames);
  }

  /** The name that an operator of the pipeline had. */
  public String oldName(String name) {
    String best = "";
    for (String candidate : oldNames.keySet()) {
      boolean fits = name.equals(candidate) || name.startsWith(candidate + "/");
      if (fits && candidate.length() > best.length()) {
        best = candidate;
      }
    }
    String before = oldNames.get(best);
    return before == null ? name : before + name.substring(best.length());
  }
}
