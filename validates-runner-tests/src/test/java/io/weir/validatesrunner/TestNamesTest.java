package io.weir.validatesrunner;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class TestNamesTest {

  private static final TestId TWICE = new TestId("a.B", "c[limit_1]");

  @Test
  void theSecondTestOfANameIsAnother() {
    TestNames names = new TestNames();

    TestId first = names.begun(TWICE);
    TestId second = names.begun(TWICE);

    assertThat(first, is(TWICE));
    assertThat(second, is(new TestId("a.B", "c[limit_1]#2")));
    assertThat(TestId.parse(second.toString()), is(second));
    assertThat(TestNames.junitName(second.methodName()), is(TWICE.methodName()));
  }
}
