package io.weir.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.MatchResult.Status;

/**
 * A file system of Beam's in memory, like an object store: a file is there as a whole when it is
 * closed, cannot be read from the middle, and directories do not exist.
 */
final class TestFileSystem extends FileSystem<TestResource> {
  static final String SCHEME = "weirtest";

  private final Map<String, byte[]> files;

  TestFileSystem(ConcurrentSkipListMap<String, byte[]> files) {
    this.files = files;
  }

  @Override
  protected List<MatchResult> match(List<String> specs) {
    return specs.stream().map(this::match).toList();
  }

  private MatchResult match(String spec) {
    Pattern pattern = Pattern.compile(Pattern.quote(spec).replace("*", "\\E[^/]*\\Q"));
    List<Metadata> found =
        files.entrySet().stream()
            .filter(file -> pattern.matcher(file.getKey()).matches())
            .map(file -> metadata(file.getKey(), file.getValue().length))
            .toList();
    return found.isEmpty()
        ? MatchResult.create(Status.NOT_FOUND, new FileNotFoundException(spec))
        : MatchResult.create(Status.OK, found);
  }

  private static Metadata metadata(String name, int bytes) {
    return Metadata.builder()
        .setResourceId(new TestResource(name))
        .setSizeBytes(bytes)
        .setIsReadSeekEfficient(false)
        .build();
  }

  @Override
  protected WritableByteChannel create(TestResource file, CreateOptions options)
      throws IOException {
    TestStore.beforeWriting(file.uri());
    return Channels.newChannel(
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            files.put(file.uri(), toByteArray());
          }
        });
  }

  @Override
  protected ReadableByteChannel open(TestResource file) throws IOException {
    byte[] content = files.get(file.uri());
    if (content == null) {
      throw new FileNotFoundException(file.uri());
    }
    return Channels.newChannel(new ByteArrayInputStream(content));
  }

  @Override
  protected void copy(List<TestResource> from, List<TestResource> to) {
    throw new UnsupportedOperationException("checkpoints are not copied");
  }

  @Override
  protected void rename(
      List<TestResource> from,
      List<TestResource> to,
      org.apache.beam.sdk.io.fs.MoveOptions... options) {
    throw new UnsupportedOperationException("checkpoints are not renamed");
  }

  @Override
  protected void delete(Collection<TestResource> doomed) {
    doomed.forEach(file -> files.remove(file.uri()));
  }

  @Override
  protected TestResource matchNewResource(String spec, boolean isDirectory) {
    return new TestResource(spec);
  }

  @Override
  protected String getScheme() {
    return SCHEME;
  }
}
