/** The worker: builds Beam operators from the payloads of the plan and runs them. */
@NullMarked
package io.weir.worker;

import org.jspecify.annotations.NullMarked;
