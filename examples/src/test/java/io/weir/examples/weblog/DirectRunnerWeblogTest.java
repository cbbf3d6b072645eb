package io.weir.examples.weblog;

import java.util.List;

/** The job on Beam's own reference runner, which shuffles bundles and checks coders. */
final class DirectRunnerWeblogTest extends WeblogJobContract {
  @Override
  List<String> runnerArgs() {
    return List.of("--runner=DirectRunner", "--targetParallelism=3");
  }

  /** It encodes and compares every element, which is slow. */
  @Override
  int lines() {
    return 500;
  }
}
