/**
 * The job master: a state machine without threads, clock or I/O, and the driver that gives it all
 * three. One job has one master; what all jobs share is in {@code io.weir.engine.dispatcher}.
 */
@NullMarked
package io.weir.engine.master;

import org.jspecify.annotations.NullMarked;
