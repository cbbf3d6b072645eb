package io.weir.worker.codec;

import java.io.IOException;

/** An encoded element exceeds the limit of the job. */
final class RecordTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  RecordTooLargeException(long limit) {
    super("an encoded element is larger than --maxRecordBytes=" + limit);
  }
}
