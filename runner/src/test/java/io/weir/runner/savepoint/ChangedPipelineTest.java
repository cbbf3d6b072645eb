package io.weir.runner.savepoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.plan.UnsupportedPipelineException;
import io.weir.runner.WeirRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline is changed and goes on with the state of the one before. */
@Timeout(120)
final class ChangedPipelineTest {
  private static final Schema BEFORE =
      Schema.builder().addStringField("name").addInt64Field("count").build();

  private static final Schema AFTER =
      Schema.builder()
          .addInt64Field("count")
          .addNullableField("note", FieldType.STRING)
          .addStringField("name")
          .build();

  @TempDir Path directory;

  @BeforeEach
  void forgetWhatWasSeen() {
    CountingFn.seen.clear();
  }

  /** Counts the elements of each key in a row, and reports each new count. */
  private static final class CountingFn extends DoFn<KV<String, Long>, Void> {
    private static final long serialVersionUID = 1L;
    static final Queue<Row> seen = new ConcurrentLinkedQueue<>();

    @StateId("row")
    private final StateSpec<ValueState<Row>> spec;

    private final Schema schema;

    CountingFn(Schema schema) {
      this.schema = schema;
      this.spec = StateSpecs.value(RowCoder.of(schema));
    }

    @ProcessElement
    public void process(@Element KV<String, Long> element, @StateId("row") ValueState<Row> state) {
      Row before = state.read();
      long count = before == null ? 0 : requireNonNull(before.getInt64("count"));
      Row.FieldValueBuilder now =
          Row.withSchema(schema)
              .withFieldValue("name", element.getKey())
              .withFieldValue("count", count + 1);
      if (schema.hasField("note")) {
        now = now.withFieldValue("note", "seen");
        seen.add(before == null ? now.build() : before);
      }
      state.write(now.build());
    }
  }

  private Pipeline pipeline(String step, Schema schema, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--parallelism=2",
                "--progressIntervalMillis=0",
                "--checkpointingInterval=200",
                "--retainedCheckpoints=1000",
                "--checkpointStoragePath=" + directory));
    arguments.addAll(List.of(more));
    PipelineOptions options =
        PipelineOptionsFactory.fromArgs(arguments.toArray(new String[0])).create();
    options.setRunner(WeirRunner.class);
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(GenerateSequence.from(0).withRate(1000, org.joda.time.Duration.millis(1000)))
        .apply(WithKeys.<String, Long>of(n -> "key-" + n % 10))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()))
        .apply(step, ParDo.of(new CountingFn(schema)));
    return pipeline;
  }

  /** Runs the first pipeline until it has a checkpoint with state, and stops it. */
  private Path savepoint() throws IOException {
    PipelineResult running = pipeline("Count", BEFORE).run();
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions() // A checkpoint may be removed while it is looked at.
        .until(this::isAnyRowSaved);
    running.cancel();
    running.waitUntilFinish();
    List<SavepointDirectory.Found> kept = SavepointDirectory.list(directory);
    return kept.get(kept.size() - 1).directory();
  }

  private boolean isAnyRowSaved() throws IOException {
    for (SavepointDirectory.Found found : SavepointDirectory.list(directory)) {
      if (report(found.directory()).matches("(?s).*row +value +10 .*")) {
        return true;
      }
    }
    return false;
  }

  private static String report(Path savepoint) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SavepointReport.print(Savepoint.open(savepoint.toString()), new PrintStream(out, true, UTF_8));
    return out.toString(UTF_8);
  }

  @Test
  void goesOnWithRenamedTransformsAndAnEvolvedSchema() throws IOException {
    Path savepoint = savepoint();

    pipeline(
            "Tally",
            AFTER,
            "--savepointPath=" + savepoint,
            "--transformNameMapping={\"Count\":\"Tally\"}",
            "--dryRun=true")
        .run()
        .waitUntilFinish();
    assertThat(CountingFn.seen, hasSize(0));
    PipelineResult running =
        pipeline(
                "Tally",
                AFTER,
                "--savepointPath=" + savepoint,
                "--transformNameMapping={\"Count\":\"Tally\"}")
            .run();
    await().atMost(Duration.ofSeconds(60)).until(() -> CountingFn.seen.size() > 0);
    running.cancel();
    running.waitUntilFinish();

    Row first = requireNonNull(CountingFn.seen.peek());
    assertThat(first.getSchema().getFieldNames(), contains("count", "note", "name"));
    assertThat(requireNonNull(first.getString("name")).startsWith("key-"), is(true));
    assertThat(requireNonNull(first.getInt64("count")) > 0, is(true));
    assertThat(first.getString("note") == null, is(true));
  }

  @Test
  void tellsWhatIsInASavepointAndRefusesWhatDoesNotFit() throws IOException {
    Path savepoint = savepoint();

    assertThat(
        report(savepoint),
        allOf(
            containsString("Count/ParMultiDo(Counting)"),
            containsString("row"),
            containsString("string_utf8"),
            containsString("        10 ")));

    Pipeline renamed = pipeline("Tally", AFTER, "--savepointPath=" + savepoint);
    UnsupportedPipelineException refused =
        assertThrows(UnsupportedPipelineException.class, renamed::run);
    assertThat(
        refused.getMessage(),
        allOf(containsString("dropped"), containsString("Count/ParMultiDo(Counting)")));

    SavepointDirectory.delete(savepoint);
    assertThat(SavepointDirectory.list(directory), hasSize(0));
  }
}
