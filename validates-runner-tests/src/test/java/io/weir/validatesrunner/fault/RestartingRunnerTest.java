package io.weir.validatesrunner.fault;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.ParDo;
import org.junit.jupiter.api.Test;

class RestartingRunnerTest {

  /** What user code did, by test: it runs in this JVM, but is serialized on its way. */
  private static final Map<String, Calls> CALLS = new ConcurrentHashMap<>();

  @Test
  void everyElementOfAReaderIsSeenOnceThoughTheJobIsKilledHalfWay() {
    Calls calls = callsOf("reader");
    Pipeline pipeline = Pipeline.create(options());
    pipeline.apply(Create.of("a", "b", "c", "d", "e")).apply(ParDo.of(new Noting("reader")));

    assertThat(pipeline.run().getState(), is(PipelineResult.State.DONE));

    assertThat(calls.elements, containsInAnyOrder("a", "b", "c", "d", "e"));
    assertThat(calls.attempts.size(), greaterThan(1));
  }

  @Test
  void aJobOfOneElementIsKilledBeforeItsEndOfData() {
    Calls calls = callsOf("impulse");
    Pipeline pipeline = Pipeline.create(options());
    pipeline.apply(Impulse.create()).apply(ParDo.of(new Sizing("impulse")));

    assertThat(pipeline.run().getState(), is(PipelineResult.State.DONE));

    assertThat(calls.elements, containsInAnyOrder("0"));
    assertThat(calls.attempts.size(), is(2));
  }

  @Test
  void killsOnceAndOnlyWhenEveryGateHasSettledAtTheBarrier() {
    RestartPlan plan = new RestartPlan();
    plan.opened();
    plan.opened();

    plan.settled(1);
    plan.completed(1);
    plan.settled(2);
    plan.settled(2);
    assertThrows(RestartOnPurposeException.class, () -> plan.completed(2));
    plan.completed(2);

    assertThat(plan.isDone(), is(false));
    plan.restored();
    assertThat(plan.isDone(), is(true));
  }

  private static Calls callsOf(String test) {
    return CALLS.computeIfAbsent(test, name -> new Calls());
  }

  private static PipelineOptions options() {
    return PipelineOptionsFactory.fromArgs(
            "--runner=" + RestartingRunner.class.getName(),
            "--parallelism=1",
            "--checkpointingInterval=10",
            "--maxRestarts=1")
        .create();
  }

  private static final class Calls {
    private final Queue<String> elements = new ConcurrentLinkedQueue<>();
    private final Queue<String> attempts = new ConcurrentLinkedQueue<>();
  }

  static final class Noting extends DoFn<String, String> {
    private final String test;

    Noting(String test) {
      this.test = test;
    }

    @Setup
    public void setUp() {
      callsOf(test).attempts.add("set up");
    }

    @ProcessElement
    public void process(@Element String element) {
      callsOf(test).elements.add(element);
    }
  }

  static final class Sizing extends DoFn<byte[], String> {
    private final String test;

    Sizing(String test) {
      this.test = test;
    }

    @Setup
    public void setUp() {
      callsOf(test).attempts.add("set up");
    }

    @ProcessElement
    public void process(@Element byte[] element) {
      callsOf(test).elements.add(Integer.toString(element.length));
    }
  }
}
