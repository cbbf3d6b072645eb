package io.weir.engine.element;

/** All that a channel carries, first in first out: batches of elements, and signals. */
public sealed interface StreamItem permits ElementBatch, Signal {}
