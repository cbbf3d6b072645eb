package io.weir.runner.violation;

/** Stands for any class of the runner. */
public final class Seen {}
