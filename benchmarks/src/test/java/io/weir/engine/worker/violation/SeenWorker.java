package io.weir.engine.worker.violation;

/** Stands for any class of a worker. */
public final class SeenWorker {}
