package io.weir.worker.state;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.StateTags;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the tags of an operator's cells, from 0 on, in the order of their first use. Tags of
 * equal id and mark have the same number; there are as many as the operator's code declares.
 *
 * <p>Thread: subtask thread.
 */
final class TagNumbers {
  private final Map<String, Integer> ofUser = new HashMap<>();
  private final Map<String, Integer> ofSystem = new HashMap<>();
  private @Nullable StateTag<?> lastTag;
  private int lastNumber;

  /** The tag's number. */
  int of(StateTag<?> tag) {
    if (tag != lastTag) {
      Map<String, Integer> numbers = StateTags.isSystemTagInternal(tag) ? ofSystem : ofUser;
      Integer number = numbers.get(tag.getId());
      if (number == null) {
        number = ofUser.size() + ofSystem.size();
        numbers.put(tag.getId(), number);
      }
      lastTag = tag;
      lastNumber = number;
    }
    return lastNumber;
  }
}
