package io.weir.worker.job;

import io.weir.engine.graph.Bytes;
import io.weir.plan.JobPayload;
import io.weir.plan.JobSettings;
import io.weir.plan.WeirPipelineOptions;
import io.weir.plan.state.EvolvedCoders;
import io.weir.worker.state.CacheBudget;
import io.weir.worker.state.CellCoders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.construction.PTransformTranslation;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;
import org.apache.beam.sdk.util.construction.RehydratedComponents;
import org.apache.beam.sdk.values.WindowingStrategy;

/**
 * The pipeline of a job, brought back to life: coders, windowing strategies and options of the
 * proto that the plan wrote. One for each attempt and process.
 *
 * <p>Thread: any thread.
 */
public final class BeamJob {
  private final RunnerApi.Components components;
  private final RehydratedComponents rehydrated;
  private final PipelineOptions options;
  private final JobSettings settings;
  private final ClassLoader classLoader;

  @SuppressWarnings("UnusedVariable") // held on to, or the process forgets the levels
  private final LogLevels logLevels;

  private final OneCopy oneCopy = new OneCopy();
  private final CacheBudget cacheBudget;
  private final Map<String, Coder<Object>> wireKeyCoders = new ConcurrentHashMap<>();

  private BeamJob(
      JobPayload payload, PipelineOptions options, ClassLoader classLoader, LogLevels logLevels) {
    this.components = payload.pipeline().getComponents();
    this.rehydrated = RehydratedComponents.forComponents(components);
    this.options = options;
    this.settings = JobSettings.of(options, isStreaming(components));
    this.classLoader = classLoader;
    this.logLevels = logLevels;
    this.cacheBudget = new CacheBudget(WorkerMemory.of(settings).cacheBytes());
  }

  /**
   * Reads the payload of a job graph. Sets the options of Beam's file systems and the log levels,
   * which are one for the whole process.
   *
   * @param payload the payload of the job graph
   * @param classLoader knows the user's classes
   */
  public static BeamJob of(Bytes payload, ClassLoader classLoader) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classLoader);
    try {
      JobPayload parsed = JobPayload.parse(payload);
      PipelineOptions options = PipelineOptionsTranslation.fromJson(parsed.optionsJson());
      FileSystems.setDefaultPipelineOptions(options);
      return new BeamJob(
          parsed, options, classLoader, LogLevels.apply(options, parsed.optionsJson()));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Objects that the job's subtasks in this process share. */
  public OneCopy oneCopy() {
    return oneCopy;
  }

  /** Whether the pipeline has a TestStream, which sets processing time. */
  public boolean hasTestStream() {
    return components.getTransformsMap().values().stream()
        .anyMatch(
            t -> t.getSpec().getUrn().equals(PTransformTranslation.TEST_STREAM_TRANSFORM_URN));
  }

  /** The components of the pipeline proto. */
  public RunnerApi.Components components() {
    return components;
  }

  /** The components as Java objects. */
  public RehydratedComponents rehydrated() {
    return rehydrated;
  }

  /** The transform with the id. */
  public RunnerApi.PTransform transform(String id) {
    return components.getTransformsOrThrow(id);
  }

  /** The pipeline options. */
  public PipelineOptions options() {
    return options;
  }

  /** The pipeline options of Weir. */
  public WeirPipelineOptions weirOptions() {
    return settings.options();
  }

  /** The options with their defaults filled in. */
  public JobSettings settings() {
    return settings;
  }

  /** The heap that the object caches of all operators here share. */
  public CacheBudget cacheBudget() {
    return cacheBudget;
  }

  /** The class loader of user code; operators run with it as context class loader. */
  public ClassLoader classLoader() {
    return classLoader;
  }

  /** The element coder of a PCollection. */
  @SuppressWarnings("unchecked") // the element type of a PCollection is not known here
  public Coder<Object> coder(String pcollection) {
    try {
      String id = components.getPcollectionsOrThrow(pcollection).getCoderId();
      return (Coder<Object>) rehydrated.getCoder(id);
    } catch (IOException e) {
      throw new UncheckedIOException("coder of PCollection " + pcollection, e);
    }
  }

  /** The windowing strategy of a PCollection. */
  public WindowingStrategy<?, ?> windowing(String pcollection) {
    try {
      String id = components.getPcollectionsOrThrow(pcollection).getWindowingStrategyId();
      // Beam's own translation forgets that windows have been merged already.
      boolean merged =
          components.getWindowingStrategiesOrThrow(id).getMergeStatus()
              == RunnerApi.MergeStatus.Enum.ALREADY_MERGED;
      return rehydrated.getWindowingStrategy(id).withAlreadyMerged(merged);
    } catch (IOException e) {
      throw new UncheckedIOException("windowing strategy of PCollection " + pcollection, e);
    }
  }

  /** The coder of a PCollection's windows. */
  @SuppressWarnings("unchecked") // a window function only makes windows of its own coder's type
  public Coder<BoundedWindow> windowCoder(String pcollection) {
    return (Coder<BoundedWindow>) windowing(pcollection).getWindowFn().windowCoder();
  }

  /**
   * The coder of the keys of a PCollection of KVs, as all languages see it: coders that are not
   * part of Beam's model are length-prefixed. Its NESTED form is what keys are routed and stored
   * by.
   */
  public Coder<Object> wireKeyCoder(String pcollection) {
    return wireKeyCoders.computeIfAbsent(pcollection, id -> WireKeyCoders.keyCoder(components, id));
  }

  /** The coders of the ParDo's state that differ from those that its DoFn names. */
  public CellCoders evolvedCells(RunnerApi.ParDoPayload parDo) {
    Map<String, Coder<?>> coders = new HashMap<>();
    EvolvedCoders.of(parDo)
        .forEach(
            (cell, id) -> {
              try {
                coders.put(cell, rehydrated.getCoder(id));
              } catch (IOException e) {
                throw new UncheckedIOException("coder of state \"" + cell + "\"", e);
              }
            });
    return new CellCoders(coders);
  }

  private static boolean isStreaming(RunnerApi.Components components) {
    return components.getPcollectionsMap().values().stream()
        .anyMatch(p -> p.getIsBounded() == RunnerApi.IsBounded.Enum.UNBOUNDED);
  }
}
