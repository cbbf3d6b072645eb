package io.weir.transport.stream;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.weir.engine.wire.WireFormatException;
import io.weir.transport.RefusedException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Errors as peers tell them to each other: a reason for people, never a stack trace or a path.
 *
 * <p>Thread: any thread.
 */
public final class PeerErrors {
  private static final Logger log = LoggerFactory.getLogger(PeerErrors.class);

  private PeerErrors() {}

  /** What the peer is told about a failure of its call here. */
  public static StatusRuntimeException toPeer(Throwable failure) {
    if (failure instanceof StatusRuntimeException already) {
      return already;
    }
    if (failure instanceof RefusedException) {
      return status(Status.FAILED_PRECONDITION, failure);
    }
    if (failure instanceof WireFormatException || failure instanceof IllegalArgumentException) {
      return status(Status.INVALID_ARGUMENT, failure);
    }
    log.error("A call failed", failure);
    return Status.INTERNAL
        .withDescription("internal error (" + failure.getClass().getSimpleName() + "); see the log")
        .asRuntimeException();
  }

  private static StatusRuntimeException status(Status status, Throwable failure) {
    return status.withDescription(failure.getMessage()).asRuntimeException();
  }

  /**
   * What a failed call means to the caller: the peer's refusal, or that it cannot be reached.
   *
   * @param peer the peer's name and address, for people
   */
  public static IOException fromPeer(Throwable failure, String peer) {
    Status status = Status.fromThrowable(failure);
    return switch (status.getCode()) {
      case INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          FAILED_PRECONDITION,
          RESOURCE_EXHAUSTED,
          UNAUTHENTICATED ->
          new RefusedException(reason(failure), failure);
      case UNAVAILABLE -> new IOException("cannot reach " + peer + ": " + reason(failure), failure);
      default -> new IOException("a call to " + peer + " failed: " + reason(failure), failure);
    };
  }

  /** The reason in words. */
  public static String reason(Throwable failure) {
    Status status = Status.fromThrowable(failure);
    String description = status.getDescription();
    String text = description == null ? status.getCode().toString() : description;
    Throwable cause = status.getCause();
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == null || cause.getMessage() == null ? text : text + ": " + cause.getMessage();
  }
}
