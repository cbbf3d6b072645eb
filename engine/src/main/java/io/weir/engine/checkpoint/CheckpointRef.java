package io.weir.engine.checkpoint;

/**
 * A complete checkpoint or savepoint in storage.
 *
 * @param path URI of the checkpoint's directory
 * @param checkpointId its number
 */
public record CheckpointRef(String path, long checkpointId) {}
