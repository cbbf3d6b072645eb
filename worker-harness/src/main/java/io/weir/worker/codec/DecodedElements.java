package io.weir.worker.codec;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Key;
import java.util.ArrayList;
import java.util.List;

/**
 * Elements of a frame whose number is not known yet.
 *
 * <p>Thread: one at a time.
 */
final class DecodedElements {
  private final List<Object> elements = new ArrayList<>();
  private final List<Key> keys = new ArrayList<>();

  void add(Object element) {
    elements.add(element);
  }

  void add(Key key, Object element) {
    keys.add(key);
    elements.add(element);
  }

  ElementBatch toBatch(boolean keyed) {
    if (!keyed) {
      ElementBatch batch = ElementBatch.unkeyed(elements.size());
      elements.forEach(batch::add);
      return batch;
    }
    ElementBatch batch = ElementBatch.keyed(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      batch.add(keys.get(i), elements.get(i));
    }
    return batch;
  }
}
