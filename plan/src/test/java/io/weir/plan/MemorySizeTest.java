package io.weir.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {
  @ParameterizedTest
  @CsvSource({"100,100", "3k,3072", "512m,536870912", "2G,2147483648"})
  void readsWhatAJvmReads(String text, long bytes) {
    assertThat(MemorySize.of("option", text), is(OptionalLong.of(bytes)));
  }

  @Test
  void isUnknownWhenNothingIsGiven() {
    assertThat(MemorySize.of("option", ""), is(OptionalLong.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "much", "-1m", "2 g", "1t"})
  void namesTheOptionOfWhatItRefuses(String text) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> MemorySize.of("option", text));

    assertThat(
        refusal.getMessage(), is("--option=" + text + ": expected a size such as 512m or 2g"));
  }
}
