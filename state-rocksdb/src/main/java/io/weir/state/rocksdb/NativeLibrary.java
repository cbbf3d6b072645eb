package io.weir.state.rocksdb;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/**
 * RocksDB's native library. It is unpacked from its jar into a directory of ours and deleted as
 * soon as it is loaded: by default a process that is killed would leave a copy behind in the
 * machine's temporary directory each time.
 *
 * <p>Thread: any thread.
 */
final class NativeLibrary {
  private NativeLibrary() {}

  /** Loads the library unless it is loaded. The directory must exist. */
  static void load(Path directory) throws IOException {
    Path unpacked = Files.createTempDirectory(directory, "native-");
    try {
      NativeLibraryLoader.getInstance().loadLibrary(unpacked.toString());
      RocksDB.loadLibrary();
    } finally {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(unpacked)) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(unpacked);
    }
  }
}
