package io.weir.engine.control;

/**
 * One try to run a job, from one start or restart to the next. All subtasks of a job restart
 * together. Every message carries it, so that what an old attempt says or is told can be told
 * apart.
 *
 * @param job the job
 * @param number from 0, growing over the life of the job, also over restarts of the master
 */
public record AttemptId(JobId job, int number) {}
