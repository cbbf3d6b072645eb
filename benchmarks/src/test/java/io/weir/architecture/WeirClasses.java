package io.weir.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The classes that the rules of this package look at. */
final class WeirClasses {
  /** Everything Weir ships, testkit included; what lies in test sources is not in it. */
  static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("io.weir");

  private WeirClasses() {}

  /** Returns the given classes alone, for proofs that a rule notices a violation. */
  static JavaClasses only(Class<?>... classes) {
    return new ClassFileImporter().importClasses(classes);
  }
}
