package io.weir.validatesrunner;

import java.util.HashMap;
import java.util.Map;

/**
 * Tells tests of one name apart: a parameterized class may give the same name to several sets of
 * parameters. The second is called {@code name#2}.
 *
 * <p>Thread: the JVM's main thread.
 */
final class TestNames {
  private static final char MARK = '#';

  private final Map<TestId, Integer> seen = new HashMap<>();

  /** The name of a test that begins now. */
  TestId begun(TestId id) {
    int times = seen.merge(id, 1, Integer::sum);
    return times == 1 ? id : new TestId(id.className(), id.methodName() + MARK + times);
  }

  /** The name that JUnit knows. */
  static String junitName(String methodName) {
    int mark = methodName.lastIndexOf(MARK);
    return mark < 0 ? methodName : methodName.substring(0, mark);
  }
}
