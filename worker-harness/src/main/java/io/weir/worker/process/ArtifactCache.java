package io.weir.worker.process;

import io.weir.engine.control.JobSpec.Artifact;
import io.weir.transport.artifact.ArtifactAddress;
import io.weir.transport.artifact.ArtifactClient;
import io.weir.transport.artifact.ArtifactStore;
import io.weir.transport.client.MasterClient;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of jobs on this worker, fetched from the master's store when they are missing. What is
 * on Weir's own class path already is left out.
 *
 * <p>Thread: any thread; calls block.
 */
final class ArtifactCache {
  private final ArtifactStore store;
  private final String ownClassPath;
  private final InetSocketAddress master;
  private @Nullable Set<ArtifactAddress> own;

  /**
   * A cache.
   *
   * @param store of this worker alone
   * @param ownClassPath Weir's own
   * @param master has what is missing
   */
  ArtifactCache(ArtifactStore store, String ownClassPath, InetSocketAddress master) {
    this.store = store;
    this.ownClassPath = ownClassPath;
    this.master = master;
  }

  /** The files of the artifacts, in their order, without those that are on Weir's class path. */
  synchronized List<Path> fetch(List<Artifact> artifacts) throws IOException {
    Set<ArtifactAddress> present = ownAddresses();
    List<Path> files = new ArrayList<>();
    try (MasterClient client = MasterClient.of(master)) {
      ArtifactClient source = client.artifacts();
      for (Artifact artifact : artifacts) {
        ArtifactAddress address = new ArtifactAddress(artifact.sha256());
        if (!present.contains(address)) {
          files.add(source.download(address, artifact.size(), store));
        }
      }
    }
    return files;
  }

  private Set<ArtifactAddress> ownAddresses() throws IOException {
    Set<ArtifactAddress> known = own;
    if (known == null) {
      known = new HashSet<>();
      for (String entry : ownClassPath.split(File.pathSeparator, -1)) {
        if (Files.isRegularFile(Path.of(entry))) {
          known.add(ArtifactAddress.ofFile(Path.of(entry)));
        }
      }
      own = known;
    }
    return known;
  }
}
