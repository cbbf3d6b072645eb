package io.weir.examples.weblog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvFormatTest {

  @Test
  void separatesPlainFieldsByCommasAndEndsTheRowWithCrLf() {
    assertThat(CsvFormat.row(List.of("a b", "", "caf\u00e9")), equalTo("a b,,caf\u00e9\r\n"));
  }

  @Test
  void quotesFieldsThatHoldACommaAQuoteOrALineEnd() {
    assertThat(
        CsvFormat.row(List.of("a,b", "say \"hi\"", "x\r", "y\nz", "\"")),
        equalTo("\"a,b\",\"say \"\"hi\"\"\",\"x\r\",\"y\nz\",\"\"\"\"\r\n"));
  }
}
