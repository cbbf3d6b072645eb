/**
 * Streams of messages between two processes: sent in order and without blocking, watched for
 * silence, ended once. Connections and the errors that peers tell each other.
 */
@NullMarked
package io.weir.transport.stream;

import org.jspecify.annotations.NullMarked;
