package io.weir.jobserver;

import io.weir.engine.control.JobSpec.Artifact;
import io.weir.transport.artifact.ArtifactAddress;
import io.weir.transport.artifact.ArtifactStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The artifacts that no job needs which is not over.
 *
 * <p>Thread: any thread; calls block.
 */
final class UnusedArtifacts {
  private static final Logger LOG = LoggerFactory.getLogger(UnusedArtifacts.class);

  /** Longer than it takes a client from its first upload to the submission. */
  private static final Duration GRACE = Duration.ofHours(1);

  private final ArtifactStore artifacts;
  private final JobStore jobs;

  UnusedArtifacts(ArtifactStore artifacts, JobStore jobs) {
    this.artifacts = artifacts;
    this.jobs = jobs;
  }

  /** Removes them, but for new ones. What cannot be removed is left for the next time. */
  void remove() {
    Set<ArtifactAddress> wanted =
        jobs.running().stream()
            .flatMap(job -> job.spec().artifacts().stream())
            .map(Artifact::sha256)
            .map(ArtifactAddress::new)
            .collect(Collectors.toUnmodifiableSet());
    try {
      int removed = artifacts.retain(wanted, Instant.now().minus(GRACE));
      LOG.debug("{} unused artifacts were removed", removed);
    } catch (IOException e) {
      LOG.warn("unused artifacts cannot be removed", e);
    }
  }
}
