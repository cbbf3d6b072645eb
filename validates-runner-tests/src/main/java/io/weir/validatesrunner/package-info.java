/**
 * Beam's conformance suites against Weir: runs the tests of the tests jars by JUnit 4's own API in
 * forked JVMs, refuses passes that prove nothing, and holds the result against the committed tables
 * of what may fail.
 */
@NullMarked
package io.weir.validatesrunner;

import org.jspecify.annotations.NullMarked;
