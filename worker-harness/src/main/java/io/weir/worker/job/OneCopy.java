package io.weir.worker.job;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Large objects that several subtasks of a process decode from the same bytes: one copy of each,
 * for as long as one of them holds on to it.
 *
 * <p>Thread: any thread.
 */
public final class OneCopy {
  private final Map<Identity, Copy> copies = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  private record Identity(Object kind, ByteBuffer digest) {}

  private static final class Copy extends WeakReference<Object> {
    private final Identity identity;

    Copy(Identity identity, Object referent, ReferenceQueue<Object> gone) {
      super(referent, gone);
      this.identity = identity;
    }
  }

  /** What the last asker got, held on to until it is handed out. */
  private static final class Found {
    private @Nullable Object object;
  }

  /**
   * The object that the bytes stand for.
   *
   * @param kind tells apart what decodes equal bytes in different ways; compared by equality
   * @param decode makes the object if no copy is there; the object must not change afterwards
   */
  @SuppressWarnings("unchecked") // the kind stands for a type
  public <T> T of(Object kind, byte[] bytes, Supplier<T> decode) {
    forgetThoseThatAreGone();
    Found found = new Found();
    copies.compute(
        new Identity(kind, digest(bytes)),
        (identity, present) -> {
          found.object = present == null ? null : present.get();
          if (present != null && found.object != null) {
            return present;
          }
          T made = decode.get();
          found.object = made;
          return new Copy(identity, made, gone);
        });
    return (T) Objects.requireNonNull(found.object);
  }

  private void forgetThoseThatAreGone() {
    for (Reference<?> next = gone.poll(); next != null; next = gone.poll()) {
      Copy copy = (Copy) next;
      copies.remove(copy.identity, copy);
    }
  }

  private static ByteBuffer digest(byte[] bytes) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
