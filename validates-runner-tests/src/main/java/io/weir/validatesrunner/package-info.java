/**
 * Beam's ValidatesRunner suite against Weir: runs the tests of the SDK core tests jar by JUnit 4's
 * own API in forked JVMs, refuses passes that prove nothing, and holds the result against the
 * committed list of tests that must pass.
 */
@NullMarked
package io.weir.validatesrunner;

import org.jspecify.annotations.NullMarked;
