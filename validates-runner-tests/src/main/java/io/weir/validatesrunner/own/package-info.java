/**
 * Conformance tests of Weir's own, run as Beam's are. Some of Beam's pass on a runner that executes
 * nothing, since they assert inside DoFns only; what these are named for is asserted here from
 * outside.
 */
@NullMarked
package io.weir.validatesrunner.own;

import org.jspecify.annotations.NullMarked;
