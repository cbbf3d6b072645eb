/**
 * The part of a worker that runs one job: takes commands from the job's master, builds attempts,
 * and reports. Knows neither how messages travel nor what operators do.
 */
@NullMarked
package io.weir.engine.worker;

import org.jspecify.annotations.NullMarked;
