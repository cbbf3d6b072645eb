package io.weir.jobserver;

/**
 * That a user wants a job to stop.
 *
 * @param drain whether its sources end first
 * @param path the directory for a savepoint; empty for the default one, or for none when draining
 */
record StopWish(boolean drain, String path) {}
