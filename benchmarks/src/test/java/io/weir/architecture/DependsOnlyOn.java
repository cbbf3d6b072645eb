package io.weir.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.BiPredicate;

/** A condition on every pair of classes in which the first mentions the second. */
final class DependsOnlyOn extends ArchCondition<JavaClass> {
  private final BiPredicate<JavaClass, JavaClass> allowed;

  /**
   * Creates the condition.
   *
   * @param description reads after "classes should"
   * @param allowed whether the first class may mention the second
   */
  DependsOnlyOn(String description, BiPredicate<JavaClass, JavaClass> allowed) {
    super(description);
    this.allowed = allowed;
  }

  @Override
  public void check(JavaClass origin, ConditionEvents events) {
    for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
      if (!allowed.test(origin, dependency.getTargetClass())) {
        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
      }
    }
  }
}
