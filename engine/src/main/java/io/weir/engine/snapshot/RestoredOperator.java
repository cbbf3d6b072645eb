package io.weir.engine.snapshot;

import static java.util.Objects.requireNonNull;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.LocalCopies;
import io.weir.engine.checkpoint.NativeState;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.InFlight;
import io.weir.engine.checkpoint.SubtaskSnapshot.OperatorSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.TableSection;
import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.element.KeyGroups;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.CodecSpec;
import io.weir.engine.operator.EdgeCodec;
import io.weir.engine.state.BroadcastStateStore;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.RestoredFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a checkpoint holds for one new subtask of an operator: the keyed state of its key groups,
 * its share of the operator state, all of the broadcast state.
 *
 * <p>Operator state stays where it was while the parallelism stays. Otherwise entry j of a cell,
 * counted over the old subtasks in the order of their indexes, goes to the new subtask j mod
 * parallelism.
 *
 * <p>Thread: one at a time; calls block.
 */
public final class RestoredOperator {
  private final CheckpointStorage storage;
  private final CheckpointRef checkpoint;
  private final LocalCopies copies;
  private final NativeStateReader natives;
  private final String stableName;
  private final List<SubtaskSnapshot> parts;
  private final int index;
  private final int parallelism;
  private final int maxParallelism;
  private final KeyGroupRange keyGroups;

  RestoredOperator(
      CheckpointStorage storage,
      CheckpointRef checkpoint,
      LocalCopies copies,
      String stableName,
      List<SubtaskSnapshot> parts,
      int index,
      int parallelism,
      int maxParallelism) {
    this.storage = storage;
    this.checkpoint = checkpoint;
    this.copies = copies;
    this.natives = new NativeStateReader(storage, checkpoint, copies);
    this.stableName = stableName;
    this.parts = parts;
    this.index = index;
    this.parallelism = parallelism;
    this.maxParallelism = maxParallelism;
    this.keyGroups = KeyGroups.rangeOf(index, parallelism, maxParallelism);
  }

  /** Whether the checkpoint knows the operator. If not, everything here is empty. */
  public boolean isPresent() {
    return !parts.isEmpty();
  }

  /**
   * Puts the keyed state of the new subtask's key groups into an empty backend.
   *
   * @throws IOException a state file cannot be read or is damaged; the message names it
   */
  public void loadKeyed(KeyedStateBackend backend) throws IOException {
    List<RestoredFiles> files = new ArrayList<>();
    for (SubtaskSnapshot part : parts) {
      Optional<NativeState> state = snapshot(part).nativeState();
      if (state.isPresent() && keyGroups.overlaps(state.get().keyGroups())) {
        files.add(natives.read(state.get(), part.files()));
      }
    }
    backend.restore(files);
    for (SubtaskSnapshot part : parts) {
      SectionReader reader = new SectionReader(storage, checkpoint, copies, part.files());
      OperatorSnapshot snapshot = snapshot(part);
      reader.read(
          ofKeyGroups(snapshot.nativeState().map(NativeState::removed).orElse(List.of())),
          (section, key, value) -> backend.table(section.table()).delete(section.keyGroup(), key));
      reader.read(
          ofKeyGroups(snapshot.keyed()),
          (section, key, value) ->
              backend.table(section.table()).put(section.keyGroup(), key, value));
    }
  }

  private List<TableSection> ofKeyGroups(List<TableSection> sections) {
    return sections.stream().filter(section -> keyGroups.contains(section.keyGroup())).toList();
  }

  /**
   * Puts the broadcast state into an empty store.
   *
   * @throws IOException a state file cannot be read or is damaged; the message names it
   */
  public void loadBroadcast(BroadcastStateStore store) throws IOException {
    for (SubtaskSnapshot part : parts) {
      new SectionReader(storage, checkpoint, copies, part.files())
          .read(
              snapshot(part).broadcast(),
              (section, key, value) ->
                  store.table(section.table()).put(section.keyGroup(), key, value));
    }
  }

  /**
   * The new subtask's share of the elements that barriers overtook on their way to the operator:
   * elements with keys as far as it has their key groups, others in equal shares. Those of one
   * channel come in order.
   *
   * @param codecs makes codecs of the present job
   * @throws IOException a state file cannot be read or is damaged; the message names it
   */
  public List<RestoredElements> inFlight(CodecMaker codecs) throws Exception {
    List<RestoredElements> share = new ArrayList<>();
    int position = 0;
    for (int old = 0; old < parts.size(); old++) {
      SubtaskSnapshot part = parts.get(old);
      boolean sharesKeys = keyGroups.overlaps(KeyGroups.rangeOf(old, parts.size(), maxParallelism));
      SectionReader reader = new SectionReader(storage, checkpoint, copies, part.files());
      for (InFlight elements : snapshot(part).inFlight()) {
        if (elements.keyed() && !sharesKeys) {
          continue;
        }
        List<byte[]> pieces = new ArrayList<>();
        reader.read(List.of(elements.section()), (section, key, value) -> pieces.add(value));
        EdgeCodec codec = codecs.codec(elements.codec());
        for (byte[] piece : pieces) {
          if (elements.keyed() || position++ % parallelism == index) {
            ElementBatch batch = mine(codec.decode(new ByteArrayInputStream(piece)));
            if (batch.size() > 0) {
              share.add(new RestoredElements(elements.port(), elements.codec(), batch));
            }
          }
        }
      }
    }
    return share;
  }

  private ElementBatch mine(ElementBatch batch) {
    if (!batch.isKeyed()) {
      return batch;
    }
    ElementBatch mine = ElementBatch.keyed(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      Key key = requireNonNull(batch.key(i));
      if (keyGroups.contains(key.keyGroup())) {
        mine.add(key, batch.element(i));
      }
    }
    return mine;
  }

  /** Makes codecs. */
  @FunctionalInterface
  public interface CodecMaker {
    /** The codec of the spec. */
    EdgeCodec codec(CodecSpec spec) throws Exception;
  }

  /**
   * Elements that are to be handed to an input port before anything new.
   *
   * @param port the operator's input port
   * @param codec how they were encoded
   * @param batch the elements
   */
  public record RestoredElements(int port, CodecSpec codec, ElementBatch batch) {}

  /** The new subtask's share of the operator state: cell to entries. */
  public Map<String, List<byte[]>> operatorState() {
    Map<String, List<byte[]>> share = new TreeMap<>();
    Map<String, Integer> positions = new HashMap<>();
    for (int old = 0; old < parts.size(); old++) {
      for (var cell : snapshot(parts.get(old)).operatorState().entrySet()) {
        for (Bytes entry : cell.getValue()) {
          int position = positions.merge(cell.getKey(), 1, Integer::sum) - 1;
          int owner = parts.size() == parallelism ? old : position % parallelism;
          if (owner == index) {
            share.computeIfAbsent(cell.getKey(), c -> new ArrayList<>()).add(entry.toByteArray());
          }
        }
      }
    }
    return share;
  }

  /**
   * The watermark that an input port starts with: the least over the old subtasks, milliseconds;
   * minus infinity when the checkpoint does not know the port.
   */
  public long inputWatermark(int port) {
    return parts.stream()
        .map(part -> snapshot(part).inputWatermarks())
        .mapToLong(marks -> port < marks.size() ? marks.get(port) : Watermark.MIN)
        .min()
        .orElse(Watermark.MIN);
  }

  private OperatorSnapshot snapshot(SubtaskSnapshot part) {
    OperatorSnapshot snapshot = part.operators().get(stableName);
    if (snapshot == null) {
      throw new IllegalStateException("no part of " + stableName);
    }
    return snapshot;
  }
}
