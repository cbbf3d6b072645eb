package io.weir.storage;

import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/** A file, or with a slash at its end a directory, of a {@link TestFileSystem}. */
record TestResource(String uri) implements ResourceId {
  @Override
  public ResourceId resolve(String other, ResolveOptions options) {
    boolean isDirectory = options == StandardResolveOptions.RESOLVE_DIRECTORY;
    return new TestResource(uri + other + (isDirectory ? "/" : ""));
  }

  @Override
  public ResourceId getCurrentDirectory() {
    return isDirectory() ? this : new TestResource(uri.substring(0, uri.lastIndexOf('/') + 1));
  }

  @Override
  public String getScheme() {
    return TestFileSystem.SCHEME;
  }

  @Override
  public String getFilename() {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }

  @Override
  public boolean isDirectory() {
    return uri.endsWith("/");
  }

  @Override
  public String toString() {
    return uri;
  }
}
