/**
 * What the state of a job looks like: transforms, state ids and coders as protos, stored with each
 * checkpoint; and whether a changed pipeline can take it over. Neither user code nor state is read.
 */
@NullMarked
package io.weir.plan.state;

import org.jspecify.annotations.NullMarked;
