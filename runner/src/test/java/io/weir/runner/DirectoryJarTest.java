package io.weir.runner;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryJarTest {
  @TempDir Path directory;

  private Path classes(String name, String... files) throws IOException {
    Path classes = directory.resolve(name);
    for (String file : files) {
      Path path = classes.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "content of " + file);
    }
    return classes;
  }

  @Test
  void packsFilesInOrder() throws IOException {
    Path jar = directory.resolve("a.jar");

    DirectoryJar.write(classes("a", "z/B.class", "z/A.class", "META-INF/services/x"), jar);

    try (ZipFile zip = new ZipFile(jar.toFile())) {
      assertThat(
          zip.stream().map(ZipEntry::getName).toList(),
          contains("META-INF/services/x", "z/A.class", "z/B.class"));
    }
  }

  @Test
  void givesTheSameBytesForTheSameContent() throws IOException {
    Path first = classes("first", "a/A.class", "b/B.class");
    Path second = classes("second", "b/B.class", "a/A.class");
    Files.setLastModifiedTime(second.resolve("a/A.class"), FileTime.fromMillis(1));

    DirectoryJar.write(first, directory.resolve("first.jar"));
    DirectoryJar.write(second, directory.resolve("second.jar"));

    assertThat(
        Files.mismatch(directory.resolve("first.jar"), directory.resolve("second.jar")), is(-1L));
  }
}
