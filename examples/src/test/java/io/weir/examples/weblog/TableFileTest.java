package io.weir.examples.weblog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableFileTest {
  @TempDir Path directory;

  @Test
  void replacesTheFileAndLeavesNothingBeside() throws IOException {
    TableFile.write(directory.toString(), ResultTable.REJECTED, List.of(List.of("time", "older")));
    TableFile.write(directory.toString(), ResultTable.REJECTED, List.of(List.of("bytes", "a,b")));

    assertThat(
        ResultFiles.in(directory).contents(),
        equalTo(Map.of("rejected.csv", "reason,line\r\nbytes,\"a,b\"\r\n")));
  }

  @Test
  void failedWriteLeavesTheOlderFileAsItWas() throws IOException {
    TableFile.write(directory.toString(), ResultTable.REJECTED, List.of(List.of("time", "older")));
    List<List<String>> failing =
        new AbstractList<>() {
          @Override
          public List<String> get(int index) {
            throw new IllegalStateException("row " + index);
          }

          @Override
          public int size() {
            return 1;
          }
        };

    assertThrows(
        IllegalStateException.class,
        () -> TableFile.write(directory.toString(), ResultTable.REJECTED, failing));

    assertThat(
        ResultFiles.in(directory).contents(),
        equalTo(Map.of("rejected.csv", "reason,line\r\ntime,older\r\n")));
  }

  @Test
  void deletesWhatKilledAttemptsLeftAndNothingElse() throws IOException {
    Files.writeString(directory.resolve(".weblog-errors-1.tmp"), "half");
    Files.writeString(directory.resolve(".other.tmp"), "mine");
    Files.writeString(directory.resolve("errors.csv"), "whole");

    TableFile.deleteLeftovers(directory.toString());

    assertThat(
        ResultFiles.in(directory).contents(),
        equalTo(Map.of(".other.tmp", "mine", "errors.csv", "whole")));
    TableFile.deleteLeftovers(directory.toString());
  }
}
