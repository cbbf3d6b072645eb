/**
 * The data plane: channels between subtasks in different processes. A consumer subscribes at the
 * process of the producer; frames go one way, and what the consumer took is acknowledged the other
 * way.
 */
@NullMarked
package io.weir.transport.data;

import org.jspecify.annotations.NullMarked;
