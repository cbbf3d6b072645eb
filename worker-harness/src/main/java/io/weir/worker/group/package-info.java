/**
 * Grouping and combining by key and window, on two roads: a plain table for the common windowings,
 * and Beam's trigger machinery for all others. Everything here belongs to one subtask thread.
 */
@NullMarked
package io.weir.worker.group;

import org.jspecify.annotations.NullMarked;
