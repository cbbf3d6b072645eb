package io.weir.storage;

/** What checkpoints must survive. */
public enum Durability {
  /** The end of every process and a loss of power: files and directories are synced to the disk. */
  MACHINE,
  /**
   * The end of attempts and threads of this process, and no more: for checkpoints in a temporary
   * directory that goes with the process. Nothing is synced.
   */
  PROCESS;

  boolean isSynced() {
    return this == MACHINE;
  }
}
