package io.weir.testkit.harness;

import io.weir.engine.operator.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the operator in a harness has emitted, over all its lives. */
final class HarnessOutputs {
  private final TreeMap<Integer, List<Object>> byPort = new TreeMap<>();

  Output port(int port) {
    return element -> emitted(port).add(element);
  }

  /** What came out of the port, in order. */
  List<Object> emitted(int port) {
    return byPort.computeIfAbsent(port, p -> new ArrayList<>());
  }

  Map<Integer, List<Object>> all() {
    return byPort;
  }
}
