/**
 * The main job: web server access logs in, five sorted CSV files out.
 *
 * <p>Plain Beam: nothing here knows which runner executes the pipeline. {@link
 * io.weir.examples.weblog.WeblogJob} is the entry point.
 */
@NullMarked
package io.weir.examples.weblog;

import org.jspecify.annotations.NullMarked;
