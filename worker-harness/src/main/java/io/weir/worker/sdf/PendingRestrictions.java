package io.weir.worker.sdf;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.OperatorContext;
import io.weir.worker.job.BeamJob;
import io.weir.worker.pardo.DoFnBinding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;

/**
 * The restrictions that wait in a subtask, in the order in which they came. All of them are in each
 * snapshot, and hold the output watermark.
 *
 * <p>Thread: the subtask thread.
 */
final class PendingRestrictions {
  private static final String CELL = "restrictions";
  private static final byte VERSION = 2;

  private final OperatorContext context;
  private final Coder<WindowedValue<KV<KV<Object, KV<Object, Object>>, Double>>> coder;
  private final List<PendingRestriction> pending = new ArrayList<>();

  /** The restrictions that were pending at the restored checkpoint, if any. */
  PendingRestrictions(BeamJob job, DoFnBinding binding, OperatorContext context)
      throws IOException {
    this.context = context;
    this.coder = coder(job, binding);
    for (byte[] entry : context.operatorState().get(CELL)) {
      pending.add(decode(entry));
    }
  }

  @SuppressWarnings("unchecked") // the plan names the coder of the DoFn's own restrictions
  private static Coder<WindowedValue<KV<KV<Object, KV<Object, Object>>, Double>>> coder(
      BeamJob job, DoFnBinding binding) throws IOException {
    Coder<KV<Object, Object>> restrictions =
        (Coder<KV<Object, Object>>)
            job.rehydrated().getCoder(binding.payload().getRestrictionCoderId());
    Coder<BoundedWindow> windows = job.windowCoder(binding.inputPCollection());
    return WindowedValues.getFullCoder(
        KvCoder.of(KvCoder.of(binding.inputCoder(), restrictions), DoubleCoder.of()), windows);
  }

  void add(PendingRestriction restriction) {
    pending.add(restriction);
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Whether one could be processed now. */
  boolean hasRunnable(Predicate<PendingRestriction> runnable) {
    return pending.stream().anyMatch(runnable);
  }

  /** Takes out the first that can be processed now. */
  Optional<PendingRestriction> take(Predicate<PendingRestriction> runnable) {
    Iterator<PendingRestriction> all = pending.iterator();
    while (all.hasNext()) {
      PendingRestriction next = all.next();
      if (runnable.test(next)) {
        all.remove();
        return Optional.of(next);
      }
    }
    return Optional.empty();
  }

  /** When the first of those that rest wants to be processed again, if any rests. */
  OptionalLong nextResumeMs(long nowMs) {
    return pending.stream()
        .mapToLong(PendingRestriction::resumeAtMs)
        .filter(resumeAtMs -> resumeAtMs > nowMs)
        .min();
  }

  /** The least timestamp that may still be emitted. */
  long hold() {
    long hold = Watermark.MAX;
    for (PendingRestriction restriction : pending) {
      hold = Math.min(hold, restriction.hold());
    }
    return hold;
  }

  void snapshot() throws IOException {
    List<byte[]> entries = new ArrayList<>(pending.size());
    for (PendingRestriction restriction : pending) {
      entries.add(encode(restriction));
    }
    context.operatorState().set(CELL, entries);
  }

  private byte[] encode(PendingRestriction restriction) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(VERSION);
    out.writeLong(restriction.resumeAtMs());
    out.writeLong(restriction.hold());
    out.writeBoolean(restriction.isTruncated());
    coder.encode(restriction.element(), out);
    return bytes.toByteArray();
  }

  private PendingRestriction decode(byte[] entry) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry));
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("unknown version " + version + " of a pending restriction");
    }
    long resumeAtMs = in.readLong();
    long hold = in.readLong();
    boolean isTruncated = in.readBoolean();
    return new PendingRestriction(coder.decode(in), resumeAtMs, hold, isTruncated);
  }
}
