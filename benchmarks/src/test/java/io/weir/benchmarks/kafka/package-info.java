/** Beam's KafkaIO on Weir, against a real broker. */
@NullMarked
package io.weir.benchmarks.kafka;

import org.jspecify.annotations.NullMarked;
