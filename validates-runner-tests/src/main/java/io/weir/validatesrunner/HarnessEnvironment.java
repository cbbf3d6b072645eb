package io.weir.validatesrunner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What Beam promises user code about its JVM, in its containers as here: jamm as an agent, and old
 * TLS versions enabled though marked as legacy. (Loggers of every kind end in java.util.logging by
 * this module's dependencies.)
 */
final class HarnessEnvironment {

  private static final String DISABLED = "jdk.tls.disabledAlgorithms";
  private static final String LEGACY = "jdk.tls.legacyAlgorithms";
  private static final List<String> OLD_TLS = List.of("TLSv1", "TLSv1.1");

  private HarnessEnvironment() {}

  /** JVM arguments that set it up; writes a file of security properties into {@code directory}. */
  static List<String> jvmArguments(Path directory) {
    List<String> arguments = new ArrayList<>();
    arguments.add("-Djava.security.properties=" + securityProperties(directory));
    Arrays.stream(System.getProperty("java.class.path").split(":", -1))
        .filter(entry -> Path.of(entry).getFileName().toString().startsWith("jamm-"))
        .findFirst()
        .ifPresent(jamm -> arguments.add("-javaagent:" + jamm));
    return arguments;
  }

  private static Path securityProperties(Path directory) {
    List<String> disabled = new ArrayList<>(algorithms(DISABLED));
    disabled.removeAll(OLD_TLS);
    List<String> legacy = new ArrayList<>(algorithms(LEGACY));
    legacy.addAll(OLD_TLS);
    Path file = directory.resolve("java.security");
    try {
      return Files.write(
          file,
          List.of(
              DISABLED + "=" + String.join(", ", disabled),
              LEGACY + "=" + String.join(", ", legacy)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static List<String> algorithms(String property) {
    return Arrays.stream(Security.getProperty(property).split(",", -1)).map(String::strip).toList();
  }
}
