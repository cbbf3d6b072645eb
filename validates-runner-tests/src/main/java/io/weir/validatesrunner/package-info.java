/** Beam's own conformance suites run against Weir, and their report. */
@NullMarked
package io.weir.validatesrunner;

import org.jspecify.annotations.NullMarked;
