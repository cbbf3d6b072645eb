/**
 * Files that the code of jobs needs, addressed by the SHA-256 of their content. Names of files are
 * never used as paths.
 */
@NullMarked
package io.weir.transport.artifact;

import org.jspecify.annotations.NullMarked;
