/**
 * A Kafka broker and controller in one JVM, on loopback: the real one, with the least settings that
 * let one node do all, transactions included. It is there for trying examples and for tests, and
 * knows nothing of Weir.
 */
@NullMarked
package io.weir.kafkabroker;

import org.jspecify.annotations.NullMarked;
