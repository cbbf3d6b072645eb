package io.weir.engine.state;

final class MemoryKeyedStateBackendTest extends KeyedStateBackendContract {
  @Override
  protected KeyedStateBackendProvider newProvider() {
    return new MemoryKeyedStateBackendProvider();
  }
}
