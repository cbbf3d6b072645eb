package io.weir.engine.checkpoint;

import java.io.IOException;
import java.io.OutputStream;

/** A state file being written. */
public abstract class StateFileWriter extends OutputStream {
  /** Makes the content durable under the file's name. Nothing can be written afterwards. */
  public abstract SubtaskSnapshot.StateFile finish() throws IOException;

  /** Releases the file; removes what was written unless {@link #finish} was successful. */
  @Override
  public abstract void close() throws IOException;
}
