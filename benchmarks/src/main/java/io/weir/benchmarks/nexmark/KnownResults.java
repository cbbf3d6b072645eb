package io.weir.benchmarks.nexmark;

import java.util.Map;
import java.util.OptionalLong;

/** How many results Nexmark's queries have with the default generator. */
final class KnownResults {

  private static final Map<Integer, Long> OF_100_000 =
      Map.of(3, 580L, 5, 12L, 7, 1L, 8, 6_000L, 9, 3_493L, 11, 1_919L);

  private static final Map<Integer, Long> OF_1_000_000 =
      Map.of(1, 920_000L, 2, 8_308L, 3, 5_589L, 5, 471L, 7, 10L, 8, 10_285L, 11, 78_595L);

  private KnownResults() {}

  /**
   * The number of results, where it is known; elsewhere the contenders are held against each other.
   */
  static OptionalLong of(int query, long events) {
    if (query == 0) {
      return OptionalLong.of(events);
    }
    Map<Integer, Long> known =
        events == 100_000 ? OF_100_000 : events == 1_000_000 ? OF_1_000_000 : Map.of();
    Long results = known.get(query);
    return results == null ? OptionalLong.empty() : OptionalLong.of(results);
  }
}
