package io.weir.engine.checkpoint;

import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.checkpoint.SubtaskSnapshot.TableSection;
import io.weir.engine.element.KeyGroupRange;
import java.util.List;

/**
 * The larger part of an operator's keyed state as files of the backend's own form, which
 * checkpoints share. What the snapshot's sections hold lies over it: the entries of {@code keyed}
 * count, and the keys of {@code removed} are not there.
 *
 * @param backend name of the backend that wrote it; no other one reads it
 * @param form the backend's name for the form
 * @param keyGroups the key groups that the files cover
 * @param tables the names of all tables
 * @param files the files that are shared
 * @param metadata what else the backend needs: one section of entries, from name to content
 * @param removed keys without values that the files have and the state has not
 */
public record NativeState(
    String backend,
    String form,
    KeyGroupRange keyGroups,
    List<String> tables,
    List<NativeFile> files,
    TableSection metadata,
    List<TableSection> removed) {
  /** Copies the lists. */
  public NativeState {
    tables = List.copyOf(tables);
    files = List.copyOf(files);
    removed = List.copyOf(removed);
  }

  /**
   * A file of the backend.
   *
   * @param name the backend's name for it
   * @param stored the shared file that has its content
   */
  public record NativeFile(String name, StateFile stored) {}
}
