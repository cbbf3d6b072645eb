package io.weir.engine.checkpoint;

import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.CodecSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One subtask's part of a checkpoint, as the manifest lists it: what was written to storage, and
 * what is small enough to stand in the manifest itself.
 *
 * @param files the files that hold the subtask's state
 * @param operators for each operator of the subtask, by stable name, where its state lies
 */
public record SubtaskSnapshot(List<StateFile> files, Map<String, OperatorSnapshot> operators) {
  /** Copies the parts. */
  public SubtaskSnapshot {
    files = List.copyOf(files);
    operators = Map.copyOf(operators);
  }

  /**
   * A file of the checkpoint.
   *
   * @param name its name below the checkpoint's directory
   * @param length bytes
   * @param crc32c checksum of the content
   */
  public record StateFile(String name, long length, int crc32c) {}

  /**
   * One operator's state.
   *
   * @param keyed where its keyed state lies, or what lies over its native state; empty when it has
   *     none
   * @param nativeState the larger part of its keyed state, when that is in files of the backend's
   *     own form
   * @param operatorState its operator state: cell to entries
   * @param broadcast where its broadcast state lies; empty unless this is subtask 0 of the vertex
   * @param inFlight the elements that the barrier overtook on their way to the operator
   * @param inputWatermarks the watermark of each input port at the barrier, milliseconds
   * @param metrics its cumulative metric cells; {@link Bytes#EMPTY} when it has none
   */
  public record OperatorSnapshot(
      List<TableSection> keyed,
      Optional<NativeState> nativeState,
      Map<String, List<Bytes>> operatorState,
      List<TableSection> broadcast,
      List<InFlight> inFlight,
      List<Long> inputWatermarks,
      Bytes metrics) {
    /** Copies the parts. */
    public OperatorSnapshot {
      keyed = List.copyOf(keyed);
      operatorState = Map.copyOf(operatorState);
      broadcast = List.copyOf(broadcast);
      inFlight = List.copyOf(inFlight);
      inputWatermarks = List.copyOf(inputWatermarks);
    }

    /** The state of an operator that has no native state, and to which nothing was on its way. */
    public OperatorSnapshot(
        List<TableSection> keyed,
        Map<String, List<Bytes>> operatorState,
        List<TableSection> broadcast,
        List<Long> inputWatermarks,
        Bytes metrics) {
      this(keyed, Optional.empty(), operatorState, broadcast, List.of(), inputWatermarks, metrics);
    }

    /** Whether it has any state. */
    public boolean hasState() {
      return !keyed.isEmpty()
          || nativeState.isPresent()
          || !operatorState.isEmpty()
          || !broadcast.isEmpty()
          || !inFlight.isEmpty();
    }
  }

  /**
   * Elements that a barrier overtook in one channel, or that were on their way to the operator when
   * the job was restored, in order.
   *
   * @param port the operator's input port
   * @param keyed whether the elements have keys
   * @param codec how they are encoded
   * @param section where they lie: entries without keys, each what the codec wrote in one call
   */
  public record InFlight(int port, boolean keyed, CodecSpec codec, TableSection section) {}

  /** Bytes of the elements that the barrier overtook on their way to the subtask. */
  public long inFlightBytes() {
    return operators.values().stream()
        .flatMap(operator -> operator.inFlight().stream())
        .mapToLong(elements -> elements.section().length())
        .sum();
  }

  /**
   * The entries of one table in one key group: a section of a file.
   *
   * @param table the table's name
   * @param keyGroup the key group
   * @param file position in {@link SubtaskSnapshot#files}
   * @param offset where the section begins in the file
   * @param length its bytes
   * @param entries the number of entries
   */
  public record TableSection(
      String table, int keyGroup, int file, long offset, long length, long entries) {}
}
