package io.weir.plan;

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.plan.state.EvolvedCoders;
import io.weir.plan.state.SavedState;
import io.weir.plan.state.StateChange;
import io.weir.plan.state.StateSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.construction.RehydratedComponents;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

class StateTakeoverTest {
  private static final String KEEP = "Keep/ParMultiDo(Keeping)";

  private static final class Keeping extends DoFn<KV<String, String>, String> {
    private static final long serialVersionUID = 1L;

    @StateId("kept")
    private final StateSpec<ValueState<Object>> spec;

    @SuppressWarnings("unchecked") // Only the proto of the coder is looked at.
    Keeping(Coder<?> coder) {
      this.spec = StateSpecs.value((Coder<Object>) coder);
    }

    @ProcessElement
    public void process(@StateId("kept") ValueState<Object> state) {
      state.clear();
    }
  }

  private static Pipeline pipeline(String transform, Coder<?> coder, String... options) {
    Pipeline pipeline = Plans.pipeline(options);
    pipeline.apply(Create.of(KV.of("k", "v"))).apply(transform, ParDo.of(new Keeping(coder)));
    return pipeline;
  }

  /** What a checkpoint of the pipeline would hold. */
  private static SavedState saved(Pipeline pipeline) {
    JobPlan plan = Plans.plan(pipeline);
    StateSchema schema = StateSchema.parse(plan.graph().stateSchema());
    Set<String> operators = new TreeSet<>();
    for (JobVertex vertex : plan.graph().vertices()) {
      vertex.operators().stream().map(OperatorNode::stableName).forEach(operators::add);
    }
    return new SavedState("file:/s", plan.graph().maxParallelism(), schema, operators, false);
  }

  private static JobPlan plan(Pipeline pipeline, SavedState saved) {
    return Planner.plan(
        PipelineTranslator.toProto(pipeline), pipeline.getOptions(), Optional.of(saved));
  }

  private static String refusal(Pipeline pipeline, SavedState saved) {
    return requireNonNull(
        assertThrows(UnsupportedPipelineException.class, () -> plan(pipeline, saved)).getMessage());
  }

  private static List<StateChange.Kind> kindsOf(JobPlan plan, String cell) {
    return plan.stateChanges().stream()
        .filter(change -> change.cell().equals(cell))
        .map(StateChange::kind)
        .toList();
  }

  @Test
  void takesOverTheStateOfTheSamePipeline() {
    SavedState saved = saved(pipeline("Keep", StringUtf8Coder.of()));

    JobPlan plan = plan(pipeline("Keep", StringUtf8Coder.of()), saved);

    assertThat(kindsOf(plan, "kept"), contains(StateChange.Kind.MATCHED));
    assertThat(
        plan.stateChanges().stream().filter(c -> c.kind() != StateChange.Kind.MATCHED).toList(),
        empty());
  }

  /** User state that has the name which the operator's own cell of the key has. */
  private static final class KeepingByKey extends DoFn<KV<String, String>, String> {
    private static final long serialVersionUID = 1L;

    @StateId("key")
    private final StateSpec<ValueState<Long>> spec = StateSpecs.value(VarLongCoder.of());

    @ProcessElement
    public void process(@StateId("key") ValueState<Long> state) {
      state.clear();
    }
  }

  private static Pipeline keepingByKey() {
    Pipeline pipeline = Plans.pipeline();
    pipeline.apply(Create.of(KV.of("k", "v"))).apply("Keep", ParDo.of(new KeepingByKey()));
    return pipeline;
  }

  @Test
  void takesOverUserStateThatIsCalledKey() {
    JobPlan plan = plan(keepingByKey(), saved(keepingByKey()));

    assertThat(kindsOf(plan, "key"), contains(StateChange.Kind.MATCHED, StateChange.Kind.MATCHED));
  }

  @Test
  void takesOverElementsInFlightOnlyIfTheyAreEncodedAsBefore() {
    SavedState without = saved(pipeline("Keep", StringUtf8Coder.of()));
    SavedState saved =
        new SavedState(
            without.path(),
            without.maxParallelism(),
            without.schema(),
            without.operatorsWithState(),
            true);

    JobPlan plan = plan(pipeline("Keep", StringUtf8Coder.of(), "--parallelism=3"), saved);
    assertThat(kindsOf(plan, "kept"), contains(StateChange.Kind.MATCHED));

    Pipeline changed = pipeline("Keep", StringUtf8Coder.of());
    changed.apply("More", Create.of(1L));
    assertThat(
        refusal(changed, saved),
        allOf(containsString("file:/s holds elements"), containsString("take a savepoint")));
    JobPlan other = plan(changed, without);
    assertThat(kindsOf(other, "kept"), contains(StateChange.Kind.MATCHED));
  }

  @Test
  void refusesARenamedTransformUntilItIsTold() {
    SavedState saved = saved(pipeline("Keep", StringUtf8Coder.of()));

    assertThat(
        refusal(pipeline("Hold", StringUtf8Coder.of()), saved),
        allOf(containsString("dropped      " + KEEP), containsString("--transformNameMapping")));

    JobPlan plan =
        plan(
            pipeline("Hold", StringUtf8Coder.of(), "--transformNameMapping={\"Keep\":\"Hold\"}"),
            saved);
    assertThat(kindsOf(plan, "kept"), contains(StateChange.Kind.RENAMED));
    assertThat(plan.restoreRules().renamedOperators(), hasEntry("Hold/ParMultiDo(Keeping)", KEEP));
  }

  @Test
  void dropsStateOnlyIfItMay() {
    SavedState saved = saved(pipeline("Keep", StringUtf8Coder.of()));
    Pipeline without = Plans.pipeline();
    without.apply(Create.of(KV.of("k", "v")));

    assertThat(refusal(without, saved), containsString(KEEP));

    Pipeline allowed = Plans.pipeline("--allowNonRestoredState=true");
    allowed.apply(Create.of(KV.of("k", "v")));
    assertThat(plan(allowed, saved).restoreRules().allowDroppedState(), is(true));
  }

  @Test
  void neverTakesOverWhatAnotherCoderWrote() {
    SavedState model = saved(pipeline("Keep", StringUtf8Coder.of()));
    SavedState custom = saved(pipeline("Keep", VarIntCoder.of()));

    assertThat(
        refusal(pipeline("Keep", VarLongCoder.of(), "--allowNonRestoredState=true"), model),
        containsString("string_utf8 became varint"));
    assertThat(
        refusal(pipeline("Keep", VarLongCoder.of(), "--allowNonRestoredState=true"), custom),
        containsString("org.apache.beam.sdk.coders.VarIntCoder became varint"));
  }

  @Test
  void refusesAnotherMaxParallelism() {
    SavedState saved = saved(pipeline("Keep", StringUtf8Coder.of()));

    assertThat(
        refusal(pipeline("Keep", StringUtf8Coder.of(), "--maxParallelism=64"), saved),
        containsString("--maxParallelism=128"));
  }

  @Test
  void readsRowsOfAnOlderSchema() throws IOException {
    Schema before = Schema.builder().addStringField("name").addInt32Field("count").build();
    Schema now =
        Schema.builder()
            .addNullableField("note", FieldType.STRING)
            .addInt32Field("count")
            .addStringField("name")
            .build();
    byte[] written = encoded(RowCoder.of(before), Row.withSchema(before).addValues("n", 7).build());

    JobPlan plan =
        plan(pipeline("Keep", RowCoder.of(now)), saved(pipeline("Keep", RowCoder.of(before))));

    assertThat(
        plan.stateChanges().toString(),
        allOf(containsString("new nullable field \"note\""), containsString("\"name\" moved")));
    Row read = evolvedCoder(plan).decode(new ByteArrayInputStream(written));
    assertThat(read.getValues(), contains(null, 7, "n"));
    Row changed = Row.withSchema(now).addValues("x", 8, "m").build();
    byte[] again = encoded(evolvedCoder(plan), changed);
    assertThat(evolvedCoder(plan).decode(new ByteArrayInputStream(again)), is(changed));
  }

  @Test
  void keepsThePlacesOfFieldsOverSeveralChanges() throws IOException {
    Schema first = Schema.builder().addStringField("a").addStringField("b").build();
    Schema second =
        Schema.builder()
            .addStringField("b")
            .addStringField("a")
            .addNullableField("c", FieldType.STRING)
            .build();
    byte[] written = encoded(RowCoder.of(first), Row.withSchema(first).addValues("A", "B").build());
    JobPlan plan =
        plan(pipeline("Keep", RowCoder.of(second)), saved(pipeline("Keep", RowCoder.of(first))));
    SavedState after =
        new SavedState(
            "file:/t", 128, StateSchema.parse(plan.graph().stateSchema()), Set.of(KEEP), false);

    JobPlan again = plan(pipeline("Keep", RowCoder.of(second)), after);

    Row read = evolvedCoder(again).decode(new ByteArrayInputStream(written));
    assertThat(read.getValues(), contains("B", "A", null));
  }

  @Test
  void refusesFieldsThatOldRowsCannotHave() {
    Schema before = Schema.builder().addStringField("name").build();
    SavedState saved = saved(pipeline("Keep", RowCoder.of(before)));

    Schema added = Schema.builder().addStringField("name").addInt32Field("count").build();
    Schema retyped = Schema.builder().addInt64Field("name").build();
    Schema removed = Schema.builder().addNullableField("other", FieldType.STRING).build();

    assertThat(
        refusal(pipeline("Keep", RowCoder.of(added)), saved),
        containsString("new field \"count\" is not nullable"));
    assertThat(
        refusal(pipeline("Keep", RowCoder.of(retyped)), saved),
        containsString("field \"name\" has another type"));
    assertThat(
        refusal(pipeline("Keep", RowCoder.of(removed)), saved),
        containsString("field \"name\" was removed"));
  }

  private static byte[] encoded(Coder<Row> coder, Row row) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    coder.encode(row, out);
    return out.toByteArray();
  }

  @SuppressWarnings("unchecked") // The state holds rows.
  private static Coder<Row> evolvedCoder(JobPlan plan) throws IOException {
    RunnerApi.Components components =
        JobPayload.parse(plan.graph().payload()).pipeline().getComponents();
    for (RunnerApi.PTransform transform : components.getTransformsMap().values()) {
      if (transform.getUniqueName().equals(KEEP)) {
        Map<String, String> evolved =
            EvolvedCoders.of(RunnerApi.ParDoPayload.parseFrom(transform.getSpec().getPayload()));
        return (Coder<Row>)
            RehydratedComponents.forComponents(components)
                .getCoder(requireNonNull(evolved.get("kept")));
      }
    }
    throw new AssertionError("no transform " + KEEP);
  }
}
