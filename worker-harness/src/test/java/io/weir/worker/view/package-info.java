/** Tests of side inputs. */
@NullMarked
package io.weir.worker.view;

import org.jspecify.annotations.NullMarked;
