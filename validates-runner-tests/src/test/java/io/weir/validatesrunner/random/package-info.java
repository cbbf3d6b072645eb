/** Tests of the generator, the comparison and the printed programs. */
@NullMarked
package io.weir.validatesrunner.random;

import org.jspecify.annotations.NullMarked;
