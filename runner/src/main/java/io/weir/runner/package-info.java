/** What a Beam user depends on: the runner, its embedded cluster and its command line. */
@NullMarked
package io.weir.runner;

import org.jspecify.annotations.NullMarked;
