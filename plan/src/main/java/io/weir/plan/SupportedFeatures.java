package io.weir.plan;

import java.util.Set;

/** The one place that says which features of the Beam model operators cannot run yet. */
final class SupportedFeatures {
  private static final Set<Feature> REFUSED = Set.of(Feature.FOREIGN_CODE);

  private SupportedFeatures() {}

  static boolean contains(Feature feature) {
    return !REFUSED.contains(feature);
  }
}
