package io.weir.plan;

/** Parts of the Beam model that a runner may lack. */
enum Feature {
  ORDERED_LIST_STATE("OrderedListState"),
  MULTIMAP_STATE("MultimapState"),
  TIME_SORTED_INPUT("@RequiresTimeSortedInput"),
  ON_WINDOW_EXPIRATION("@OnWindowExpiration"),
  FOREIGN_CODE("code that is not Java");

  private final String words;

  Feature(String words) {
    this.words = words;
  }

  /** The feature as users call it. */
  String words() {
    return words;
  }
}
