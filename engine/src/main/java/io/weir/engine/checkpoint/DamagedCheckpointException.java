package io.weir.engine.checkpoint;

import java.io.IOException;

/**
 * What was read of a checkpoint is not what was written: a checksum does not fit, something is
 * missing, or cannot be understood. The checkpoint is of no use; an older one may be. The message
 * names the file.
 */
public final class DamagedCheckpointException extends IOException {
  private static final long serialVersionUID = 1;

  /** Says what does not fit in which file. */
  public DamagedCheckpointException(String message) {
    super(message);
  }

  /** Says what does not fit in which file, and how it was noticed. */
  public DamagedCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
