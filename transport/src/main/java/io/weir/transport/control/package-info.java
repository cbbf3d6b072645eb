/**
 * The control plane between a master and its workers: a stream for each worker's supervisor and one
 * for each process that runs a job on a worker. The master implements {@link
 * io.weir.transport.control.MasterEndpoint}; supervisors and job processes connect and implement a
 * listener.
 */
@NullMarked
package io.weir.transport.control;

import org.jspecify.annotations.NullMarked;
