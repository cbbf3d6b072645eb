package io.weir.validatesrunner.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reduces a pipeline as long as something holds for it: leaves out steps, events and elements, and
 * puts simpler windowing in place.
 */
final class Shrinker {
  private final Predicate<RandomPipeline> holds;
  private int triesLeft;

  /**
   * Makes one.
   *
   * @param holds what must go on to hold, such as that two runners differ
   * @param tries how often {@code holds} may be asked
   */
  Shrinker(Predicate<RandomPipeline> holds, int tries) {
    this.holds = holds;
    triesLeft = tries;
  }

  /** Returns the smallest pipeline found; the given one if none is smaller. */
  RandomPipeline shrink(RandomPipeline pipeline) {
    RandomPipeline smallest = pipeline;
    Optional<RandomPipeline> smaller = firstThatHolds(smallest);
    while (smaller.isPresent()) {
      smallest = smaller.get();
      smaller = firstThatHolds(smallest);
    }
    return smallest;
  }

  private Optional<RandomPipeline> firstThatHolds(RandomPipeline pipeline) {
    return Stream.of(
            withFewerSteps(pipeline), withShorterSources(pipeline), withSimplerWindows(pipeline))
        .flatMap(List::stream)
        .filter(RandomPipeline::isValid)
        .filter(candidate -> triesLeft-- > 0 && holds.test(candidate))
        .findFirst();
  }

  /** First whole tails of the pipeline, then single steps. */
  private static List<RandomPipeline> withFewerSteps(RandomPipeline pipeline) {
    List<RandomPipeline> candidates = new ArrayList<>();
    int last = pipeline.steps().size() - 1;
    for (int index = 1; index <= last; index++) {
      candidates.add(pipeline.onlyFor(index));
    }
    for (int index = last; index >= 0; index--) {
      for (CollectionRef input : pipeline.steps().get(index).inputs()) {
        candidates.add(pipeline.without(index, input));
      }
    }
    candidates.removeIf(candidate -> candidate.steps().size() >= pipeline.steps().size());
    return candidates;
  }

  private static List<RandomPipeline> withShorterSources(RandomPipeline pipeline) {
    List<RandomPipeline> candidates = new ArrayList<>();
    for (int index = 0; index < pipeline.steps().size(); index++) {
      if (pipeline.steps().get(index).operation() instanceof Operation.Read read) {
        for (Source source : read.source().shorter()) {
          candidates.add(pipeline.with(index, new Step(new Operation.Read(source), List.of())));
        }
      }
    }
    return candidates;
  }

  private static List<RandomPipeline> withSimplerWindows(RandomPipeline pipeline) {
    List<RandomPipeline> candidates = new ArrayList<>();
    for (int index = 0; index < pipeline.steps().size(); index++) {
      Step step = pipeline.steps().get(index);
      if (step.operation() instanceof Operation.Windowed windowed) {
        for (WindowingSpec simpler : windowed.windowing().simpler()) {
          candidates.add(
              pipeline.with(index, new Step(new Operation.Windowed(simpler), step.inputs())));
        }
      }
    }
    return candidates;
  }

  /** Returns the list without each of its halves, quarters, and so on down to single entries. */
  static <T> List<List<T>> parts(List<T> whole) {
    List<List<T>> parts = new ArrayList<>();
    for (int length = (whole.size() + 1) / 2;
        length >= 1;
        length = length == 1 ? 0 : (length + 1) / 2) {
      for (int start = 0; start < whole.size(); start += length) {
        List<T> part = new ArrayList<>(whole.subList(0, start));
        part.addAll(whole.subList(Math.min(start + length, whole.size()), whole.size()));
        parts.add(part);
      }
    }
    return parts;
  }
}
