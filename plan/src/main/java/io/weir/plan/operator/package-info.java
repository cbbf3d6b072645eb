/**
 * The payloads by which the plan tells a worker what each operator and each edge codec does.
 *
 * <p>They are small: they name parts of the pipeline proto that all operators share ({@link
 * io.weir.plan.JobPayload}). Their bytes are versioned and contain no Java serialization.
 */
@NullMarked
package io.weir.plan.operator;

import org.jspecify.annotations.NullMarked;
