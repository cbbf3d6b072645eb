package io.weir.storage;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.LocalCopies;
import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local copies in a directory, one below it for each of the newest checkpoints. A file that several
 * checkpoints have is there once, with several names. Nothing is forced to disk, for after a crash
 * of the machine nobody asks for it.
 *
 * <p>Thread: any thread; calls block.
 */
public final class LocalCopyDirectory implements LocalCopies {
  /** The last complete one, the one under way, and one more in case that one fails. */
  static final int KEPT = 3;

  private static final Logger LOG = LoggerFactory.getLogger(LocalCopyDirectory.class);
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path directory;
  private final TreeSet<Long> kept = new TreeSet<>();
  private long lastFound = -1;

  /** Copies in the directory, which belongs to one job and has nothing else in it. */
  public LocalCopyDirectory(Path directory) {
    this.directory = directory;
  }

  /** Copies in the JVM's directory for temporary files, which whoever started the JVM removes. */
  public static LocalCopies inTemporaryDirectory() throws IOException {
    return new LocalCopyDirectory(Files.createTempDirectory("weir-local-copies-"));
  }

  @Override
  public StateFileWriter copying(long checkpointId, StateFileWriter writer) {
    try {
      Path copy = Files.createTempFile(directoryOf(checkpointId), "unfinished-", "");
      return new CopyingWriter(writer, copy);
    } catch (IOException e) {
      LOG.warn("no local copies of checkpoint {} are made", checkpointId, e);
      return writer;
    }
  }

  @Override
  public void link(long checkpointId, StateFile stored, Path content) {
    try {
      Files.createLink(directoryOf(checkpointId).resolve(stored.name()), content);
    } catch (FileAlreadyExistsException e) {
      // Two operators never share a file, so it is the same one.
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("no local copy of {} is made", stored.name(), e);
    }
  }

  /** The directory of the checkpoint. Those of the oldest ones are removed. */
  private synchronized Path directoryOf(long checkpointId) throws IOException {
    Path own = directory.resolve(Long.toString(checkpointId));
    if (kept.add(checkpointId)) {
      Files.createDirectories(own);
    }
    while (kept.size() > KEPT) {
      long oldest = kept.first();
      kept.remove(oldest);
      delete(directory.resolve(Long.toString(oldest)));
    }
    return own;
  }

  private static void delete(Path tree) {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("local copies are left in {}", tree, e);
    }
  }

  @Override
  public Optional<Path> find(CheckpointRef checkpoint, StateFile file) {
    Path copy = directory.resolve(Long.toString(checkpoint.checkpointId())).resolve(file.name());
    try {
      if (hasContent(copy, file)) {
        noteFound(checkpoint);
        return Optional.of(copy);
      }
      LOG.warn("the local copy {} is damaged; checkpoint storage is read", copy);
    } catch (NoSuchFileException e) {
      // Written by another worker, or by an earlier process.
    } catch (IOException e) {
      LOG.warn("the local copy {} cannot be read; checkpoint storage is", copy, e);
    }
    return Optional.empty();
  }

  private static boolean hasContent(Path copy, StateFile file) throws IOException {
    if (Files.size(copy) != file.length()) {
      return false;
    }
    CRC32C crc = new CRC32C();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(copy)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        crc.update(buffer, 0, read);
      }
    }
    return (int) crc.getValue() == file.crc32c();
  }

  private synchronized void noteFound(CheckpointRef checkpoint) {
    if (lastFound != checkpoint.checkpointId()) {
      lastFound = checkpoint.checkpointId();
      LOG.info("files of checkpoint {} are read from local copies", lastFound);
    }
  }
}
