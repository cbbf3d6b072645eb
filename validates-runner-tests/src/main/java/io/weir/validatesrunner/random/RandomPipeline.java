package io.weir.validatesrunner.random;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * A pipeline as a value. Each step may use outputs of earlier ones.
 *
 * @param steps what it consists of, sources first
 */
record RandomPipeline(List<Step> steps) {
  RandomPipeline {
    steps = List.copyOf(steps);
  }

  RandomPipeline plus(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new RandomPipeline(more);
  }

  RandomPipeline with(int index, Step step) {
    List<Step> changed = new ArrayList<>(steps);
    changed.set(index, step);
    return new RandomPipeline(changed);
  }

  /** Leaves a step out; what used its outputs uses the given collection instead. */
  RandomPipeline without(int index, CollectionRef instead) {
    List<Step> rest = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (i != index) {
        Step step = steps.get(i);
        rest.add(
            new Step(
                step.operation(),
                step.inputs().stream().map(ref -> moved(ref, index, instead)).toList()));
      }
    }
    return new RandomPipeline(rest);
  }

  private static CollectionRef moved(CollectionRef ref, int removed, CollectionRef instead) {
    if (ref.step() == removed) {
      return instead;
    }
    return ref.step() > removed ? new CollectionRef(ref.step() - 1, ref.port()) : ref;
  }

  /** Leaves out all that the step at that index does not need. */
  RandomPipeline onlyFor(int index) {
    Set<Integer> needed = new HashSet<>(Set.of(index));
    RandomPipeline rest = this;
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (needed.contains(i)) {
        steps.get(i).inputs().forEach(ref -> needed.add(ref.step()));
      } else {
        rest = rest.without(i, new CollectionRef(0, 0));
      }
    }
    return rest;
  }

  /** Returns the collections that the step at that index makes. */
  List<CollectionRef> outputsOf(int index) {
    List<CollectionRef> outputs = new ArrayList<>();
    for (int port = 0; port < steps.get(index).operation().outputs(); port++) {
      outputs.add(new CollectionRef(index, port));
    }
    return outputs;
  }

  /** Returns the names of all its collections, in the order of steps. */
  List<String> variables() {
    List<String> variables = new ArrayList<>();
    for (int index = 0; index < steps.size(); index++) {
      outputsOf(index).forEach(ref -> variables.add(ref.variable()));
    }
    return variables;
  }

  /** Whether a TestStream drives it. */
  boolean isStreamed() {
    return steps.stream()
        .anyMatch(
            step -> step.operation() instanceof Operation.Read read && read.source().isStream());
  }

  /** Whether Beam accepts it, and the model determines what it does. */
  boolean isValid() {
    if (!Determinism.holdsFor(this)) {
      return false;
    }
    try {
      addTo(Pipeline.create(), new Recording(Path.of("")));
      return true;
    } catch (IllegalArgumentException | IllegalStateException e) {
      return false; // such as: grouping of an endless collection without windows or triggers
    }
  }

  /**
   * Adds its transforms to a pipeline, and to each collection one that records it.
   *
   * @throws IllegalArgumentException if Beam refuses it
   * @throws IllegalStateException if Beam refuses it
   */
  void addTo(Pipeline pipeline, Recording recording) {
    List<List<PCollection<KV<String, String>>>> made = new ArrayList<>();
    for (int index = 0; index < steps.size(); index++) {
      Step step = steps.get(index);
      List<PCollection<KV<String, String>>> inputs =
          step.inputs().stream().map(ref -> made.get(ref.step()).get(ref.port())).toList();
      List<PCollection<KV<String, String>>> outputs =
          step.operation().apply("s" + index, pipeline, inputs);
      made.add(outputs);
      for (CollectionRef ref : outputsOf(index)) {
        outputs
            .get(ref.port())
            .setCoder(Source.CODER)
            .apply("record " + ref.variable(), recording.of(ref));
      }
    }
  }
}
