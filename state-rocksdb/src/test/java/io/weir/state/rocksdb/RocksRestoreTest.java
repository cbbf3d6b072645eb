package io.weir.state.rocksdb;

import io.weir.engine.snapshot.BackendRestoreContract;
import io.weir.engine.state.KeyedStateBackendProvider;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class RocksRestoreTest extends BackendRestoreContract {
  @TempDir Path directory;

  @Override
  protected KeyedStateBackendProvider newProvider() throws IOException {
    return RocksKeyedStateBackendProvider.open(directory, 0);
  }
}
