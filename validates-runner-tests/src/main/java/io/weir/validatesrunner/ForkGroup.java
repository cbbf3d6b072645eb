package io.weir.validatesrunner;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tests that share a JVM.
 *
 * @param name names its log; the class, where there is only one
 */
record ForkGroup(String name, Optional<Integer> heapGb, List<TestId> tests) {

  ForkGroup {
    tests = List.copyOf(tests);
  }

  /**
   * One group per class (a class disturbs the next when it leaks a pipeline) and heap, the largest
   * first.
   */
  static List<ForkGroup> perClass(List<SuiteTest> tests) {
    Map<String, ForkGroup> groups = new LinkedHashMap<>();
    for (SuiteTest test : tests) {
      String className = test.id().className();
      String simpleName = className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
      String name = simpleName + test.heapGb().map(gb -> "-" + gb + "g").orElse("");
      groups.merge(
          name,
          new ForkGroup(name, test.heapGb(), List.of(test.id())),
          (one, other) -> one.with(other.tests(), name));
    }
    return bySize(groups.values());
  }

  /** Deals {@code groups} out over about {@code forks} groups; those with an own heap stay. */
  static List<ForkGroup> merged(List<ForkGroup> groups, int forks) {
    List<ForkGroup> merged = new ArrayList<>();
    Map<Integer, ForkGroup> dealt = new LinkedHashMap<>();
    int next = 0;
    for (ForkGroup group : groups) {
      if (group.heapGb().isPresent()) {
        merged.add(group);
        continue;
      }
      int fork = next++ % forks;
      ForkGroup named = new ForkGroup("fork-" + fork, Optional.empty(), group.tests());
      dealt.merge(fork, named, (one, other) -> one.with(other.tests(), one.name()));
    }
    merged.addAll(dealt.values());
    return bySize(merged);
  }

  private ForkGroup with(List<TestId> more, String newName) {
    List<TestId> all = new ArrayList<>(tests);
    all.addAll(more);
    return new ForkGroup(newName, heapGb, all);
  }

  private static List<ForkGroup> bySize(Iterable<ForkGroup> groups) {
    List<ForkGroup> sorted = new ArrayList<>();
    groups.forEach(sorted::add);
    sorted.sort(comparing((ForkGroup group) -> group.tests().size()).reversed());
    return List.copyOf(sorted);
  }
}
