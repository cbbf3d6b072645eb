/**
 * Subtasks: the loop that one thread runs over a chain of operators, its mailbox, barriers and
 * snapshots, and what carries it.
 *
 * <p>One thread owns a subtask and everything in it; other threads reach it through its {@link
 * io.weir.engine.task.Mailbox} only.
 */
@NullMarked
package io.weir.engine.task;

import org.jspecify.annotations.NullMarked;
