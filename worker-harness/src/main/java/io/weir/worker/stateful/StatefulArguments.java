package io.weir.worker.stateful;

import io.weir.worker.pardo.DoFnBinding;
import io.weir.worker.pardo.ElementArguments;
import io.weir.worker.pardo.ElementContext;
import io.weir.worker.state.Namespaces;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.runners.core.StateNamespace;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.StateTags;
import org.apache.beam.sdk.state.ReadableState;
import org.apache.beam.sdk.state.State;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFn.BundleFinalizer;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a process method with state: what there is of the element, and the current key's
 * cells in the element's window. Beam's own make a tag and a namespace for each access.
 *
 * <p>Thread: subtask thread.
 */
final class StatefulArguments extends ElementArguments {
  private final ElementContext context;
  private final CurrentKey currentKey;
  private final Namespaces namespaces;
  private final Map<String, StateTag<?>> tags = new HashMap<>();
  private @Nullable BoundedWindow window;
  private @Nullable StateNamespace namespace;

  /** Arguments taken from the context, and from the key whose turn it is. */
  StatefulArguments(
      DoFnBinding binding,
      ElementContext context,
      BundleFinalizer finalizer,
      CurrentKey currentKey,
      Namespaces namespaces) {
    super(binding, context, finalizer);
    this.context = context;
    this.currentKey = currentKey;
    this.namespaces = namespaces;
    DoFn<?, ?> fn = binding.fn();
    DoFnSignature signature = DoFnSignatures.getSignature(fn.getClass());
    signature
        .stateDeclarations()
        .forEach(
            (id, declared) ->
                tags.put(
                    id,
                    StateTags.tagForSpec(id, DoFnSignatures.getStateSpecOrThrow(declared, fn))));
  }

  @Override
  public State state(String stateId, boolean alwaysFetched) {
    StateTag<?> tag = tags.get(stateId);
    if (tag == null) {
      throw new IllegalArgumentException("state " + stateId + " is not declared");
    }
    State state = currentKey.state(namespace(), tag);
    return alwaysFetched ? (State) ((ReadableState<?>) state).readLater() : state;
  }

  private StateNamespace namespace() {
    BoundedWindow current = context.window();
    StateNamespace known = namespace;
    if (known == null || !current.equals(window)) {
      window = current;
      known = namespaces.of(current);
      namespace = known;
    }
    return known;
  }
}
