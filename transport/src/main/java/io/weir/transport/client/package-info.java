/** What clients ask of a master: submit, list, watch and cancel jobs. */
@NullMarked
package io.weir.transport.client;

import org.jspecify.annotations.NullMarked;
