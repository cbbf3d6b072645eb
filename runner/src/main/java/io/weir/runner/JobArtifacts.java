package io.weir.runner;

import io.weir.engine.control.JobSpec.Artifact;
import io.weir.transport.artifact.ArtifactAddress;
import io.weir.transport.artifact.ArtifactClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.options.FileStagingOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.common.ReflectHelpers;
import org.apache.beam.sdk.util.construction.resources.PipelineResources;

/**
 * The files that a job's code needs: what {@code --filesToStage} names, else the caller's class
 * path. Directories are packed first, always into the same bytes.
 *
 * <p>Thread: one at a time; calls block.
 */
final class JobArtifacts implements AutoCloseable {
  private final Map<ArtifactAddress, Path> files = new LinkedHashMap<>();
  private final List<Artifact> artifacts = new ArrayList<>();
  private final List<Path> temporary = new ArrayList<>();

  private JobArtifacts() {}

  /**
   * Finds the files of a job.
   *
   * @throws IOException a file cannot be read
   */
  static JobArtifacts of(PipelineOptions options) throws IOException {
    JobArtifacts result = new JobArtifacts();
    try {
      for (String path : paths(options)) {
        result.add(Path.of(path));
      }
      return result;
    } catch (IOException | RuntimeException e) {
      result.close();
      throw e;
    }
  }

  private static List<String> paths(PipelineOptions options) throws IOException {
    List<String> given = options.as(FileStagingOptions.class).getFilesToStage();
    if (given == null || given.isEmpty()) {
      return PipelineResources.detectClassPathResourcesToStage(
              ReflectHelpers.findClassLoader(), options)
          .stream()
          .filter(path -> Files.exists(Path.of(path)))
          .toList();
    }
    for (String path : given) {
      if (!Files.isReadable(Path.of(path))) {
        throw new IOException("--filesToStage: cannot read " + path);
      }
    }
    return given;
  }

  private void add(Path path) throws IOException {
    String name = path.getFileName().toString();
    Path file = path;
    if (Files.isDirectory(path)) {
      file = Files.createTempFile("weir-classes-", ".jar");
      temporary.add(file);
      DirectoryJar.write(path, file);
      name = name + ".jar";
    }
    ArtifactAddress address = ArtifactAddress.ofFile(file);
    if (files.putIfAbsent(address, file) == null) {
      artifacts.add(new Artifact(name, address.sha256(), Files.size(file)));
    }
  }

  /** The files as the job names them, in class path order. */
  List<Artifact> artifacts() {
    return List.copyOf(artifacts);
  }

  /** Uploads what the master does not have. */
  void upload(ArtifactClient master) throws IOException, InterruptedException {
    Set<ArtifactAddress> missing = master.missing(files.keySet());
    for (Map.Entry<ArtifactAddress, Path> file : files.entrySet()) {
      if (missing.contains(file.getKey())) {
        master.upload(file.getValue(), file.getKey());
      }
    }
  }

  /** Removes what was packed. */
  @Override
  public void close() throws IOException {
    for (Path file : temporary) {
      Files.deleteIfExists(file);
    }
  }
}
