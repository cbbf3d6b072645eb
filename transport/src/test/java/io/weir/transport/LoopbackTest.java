package io.weir.transport;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
  @ParameterizedTest
  @ValueSource(strings = {"localhost:7070", "127.0.0.1:7070", "127.1.2.3:7070"})
  void takesLoopbackAddresses(String address) {
    assertThat(Loopback.parse(address).getPort(), is(7070));
    assertThat(Loopback.parse(address).getAddress().isLoopbackAddress(), is(true));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0:7070, only loopback addresses",
    "192.0.2.1:7070, only loopback addresses",
    "localhost, of the form host:port",
    ":7070, of the form host:port",
    "localhost:x, not a port: x",
    "localhost:70000, not a port: 70000",
    "localhost:-1, not a port: -1"
  })
  void refusesAllOthersByName(String address, String reason) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Loopback.parse(address));

    assertThat(refusal.getMessage(), containsString(reason));
  }

  @Test
  void writesAddressesAsItReadsThem() {
    assertThat(Loopback.text(Loopback.parse("127.0.0.1:5")), equalTo("127.0.0.1:5"));
  }
}
