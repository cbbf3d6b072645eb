package io.weir.validatesrunner;

import static java.util.Objects.requireNonNull;

/**
 * The name of one conformance test.
 *
 * @param className binary name of the class, {@code a.b.C$D} for a nested one
 * @param methodName the test method, with the name of its parameters where it has any
 */
record TestId(String className, String methodName) implements Comparable<TestId> {

  TestId {
    requireNonNull(className, "className");
    requireNonNull(methodName, "methodName");
  }

  /** Parses what {@link #toString} prints. */
  static TestId parse(String text) {
    int hash = text.indexOf('#');
    if (hash < 1 || hash == text.length() - 1) {
      throw new IllegalArgumentException("not a test of the form class#method: " + text);
    }
    return new TestId(text.substring(0, hash), text.substring(hash + 1));
  }

  @Override
  public int compareTo(TestId other) {
    int byClass = className.compareTo(other.className);
    return byClass != 0 ? byClass : methodName.compareTo(other.methodName);
  }

  @Override
  public String toString() {
    return className + "#" + methodName;
  }
}
