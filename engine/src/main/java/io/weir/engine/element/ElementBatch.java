package io.weir.engine.element;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Elements that are handed over together. An element is an object that the engine does not look
 * into. On a KEYED edge every element has its key.
 *
 * <p>A batch is filled by one thread, handed over, and from then on only read. Elements are shared
 * by reference and must not be changed by anyone.
 */
public final class ElementBatch implements StreamItem {
  private final Object[] elements;
  private final Key @Nullable [] keys;
  private int size;

  private ElementBatch(Object[] elements, Key @Nullable [] keys) {
    this.elements = elements;
    this.keys = keys;
  }

  /** An empty batch for elements without keys. */
  public static ElementBatch unkeyed(int capacity) {
    return new ElementBatch(new Object[capacity], null);
  }

  /** An empty batch for elements with keys. */
  public static ElementBatch keyed(int capacity) {
    return new ElementBatch(new Object[capacity], new Key[capacity]);
  }

  /** Appends an element of an unkeyed batch. The batch must not be full. */
  public void add(Object element) {
    elements[size++] = element;
  }

  /** Appends an element of a keyed batch. The batch must not be full. */
  public void add(Key key, Object element) {
    Key[] target = keys;
    if (target == null) {
      throw new IllegalStateException("batch has no keys");
    }
    target[size] = key;
    elements[size++] = element;
  }

  /** The number of elements. */
  public int size() {
    return size;
  }

  /** Whether no element can be added. */
  public boolean isFull() {
    return size == elements.length;
  }

  /** Whether the elements have keys. */
  public boolean isKeyed() {
    return keys != null;
  }

  /** The element at the index. */
  public Object element(int index) {
    return elements[index];
  }

  /** The key of the element at the index; null in an unkeyed batch. */
  public @Nullable Key key(int index) {
    Key[] source = keys;
    return source == null ? null : source[index];
  }

  @Override
  public String toString() {
    return "ElementBatch" + Arrays.asList(elements).subList(0, size);
  }
}
