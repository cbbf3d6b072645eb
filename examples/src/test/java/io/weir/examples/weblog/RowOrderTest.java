package io.weir.examples.weblog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RowOrderTest {

  @Test
  void comparesColumnsFromLeftToRight() {
    assertSorted(
        List.of(
            List.of("2015-05-17T10:05:03Z", "b", "1"),
            List.of("2015-05-17T10:05:03Z", "c", "0"),
            List.of("2015-05-17T10:05:04Z", "a", "0")));
  }

  @Test
  void comparesColumnsRatherThanWholeRows() {
    // As whole rows "a!,x" would come before "a,y".
    assertSorted(List.of(List.of("a", "y"), List.of("a!", "x")));
  }

  @Test
  void comparesNumbersAsText() {
    assertSorted(List.of(List.of("10"), List.of("9")));
  }

  @Test
  void ordersTextByCodePointsLikeItsBytes() {
    assertSorted(
        List.of(
            List.of("Z"),
            List.of("a"),
            List.of("\u00e9"),
            List.of("\uffee"),
            List.of("\ud83d\ude00")));
  }

  private static void assertSorted(List<List<String>> rows) {
    List<List<String>> sorted = new ArrayList<>(rows);
    Collections.reverse(sorted);
    sorted.sort(new RowOrder());
    assertThat(sorted, equalTo(rows));
  }
}
