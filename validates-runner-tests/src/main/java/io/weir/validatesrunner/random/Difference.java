package io.weir.validatesrunner.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the outcomes of two runs of one pipeline differ.
 *
 * @param collection the first collection that differs, in the order of steps; empty if a run failed
 * @param missing what only DirectRunner has of it
 * @param surplus what only Weir has of it
 * @param directFailure how DirectRunner failed; empty if it did not
 * @param weirFailure how Weir failed; empty if it did not
 */
record Difference(
    String collection,
    List<String> missing,
    List<String> surplus,
    String directFailure,
    String weirFailure) {

  /** Compares as multisets: the order of elements is no part of the model. */
  static Optional<Difference> between(
      RandomPipeline pipeline, Contender.Outcome direct, Contender.Outcome weir) {
    if (direct.failedLike(weir)) {
      return Optional.empty();
    }
    if (!direct.failure().isEmpty() || !weir.failure().isEmpty()) {
      return Optional.of(
          new Difference("", List.of(), List.of(), direct.failure(), weir.failure()));
    }
    for (String collection : pipeline.variables()) {
      List<String> expected = direct.collections().getOrDefault(collection, List.of());
      List<String> actual = weir.collections().getOrDefault(collection, List.of());
      if (!expected.equals(actual)) {
        return Optional.of(
            new Difference(
                collection, without(expected, actual), without(actual, expected), "", ""));
      }
    }
    return Optional.empty();
  }

  /** Whether it is of the same sort, so that one may be reduced to the other. */
  boolean isLike(Difference other) {
    return directFailure.isEmpty() == other.directFailure.isEmpty()
        && weirFailure.isEmpty() == other.weirFailure.isEmpty();
  }

  private static List<String> without(List<String> all, List<String> others) {
    List<String> rest = new ArrayList<>(all);
    others.forEach(rest::remove);
    return rest;
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    if (!collection.isEmpty()) {
      lines.add("collection " + collection + ":");
    }
    missing.forEach(line -> lines.add("  only on DirectRunner: " + line));
    surplus.forEach(line -> lines.add("  only on Weir:         " + line));
    if (!directFailure.isEmpty()) {
      lines.add("DirectRunner failed: " + directFailure);
    }
    if (!weirFailure.isEmpty()) {
      lines.add("Weir failed: " + weirFailure);
    }
    return String.join("\n", lines);
  }
}
