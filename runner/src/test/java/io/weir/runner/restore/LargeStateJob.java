package io.weir.runner.restore;

import io.weir.runner.WeirPipelineResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;

/** A job that keeps 20 KB for each key, and waits at the gate once every key has its state. */
final class LargeStateJob {
  private LargeStateJob() {}

  /**
   * Starts it. Each element comes out as a note.
   *
   * @param keys how many keys; the gate lets each come a second time
   * @param directory where its checkpoints go
   * @param more further options
   */
  static WeirPipelineResult run(long keys, Path directory, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--runner=WeirRunner",
                "--progressIntervalMillis=0",
                "--checkpointingInterval=50",
                "--checkpointStoragePath=" + directory));
    arguments.addAll(List.of(more));
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create());
    pipeline
        .apply(Read.from(GatedSource.of(keys, 2 * keys)))
        .apply(WithKeys.of(n -> n % keys))
        .setCoder(KvCoder.of(VarLongCoder.of(), VarLongCoder.of()))
        .apply("Keep", ParDo.of(new LargeStateFn()))
        .apply(ParDo.of(new Gate.NoteFn<>("")));
    return (WeirPipelineResult) pipeline.run();
  }
}
