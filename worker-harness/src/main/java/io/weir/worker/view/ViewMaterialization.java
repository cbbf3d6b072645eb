package io.weir.worker.view;

import java.util.List;
import org.apache.beam.runners.core.InMemoryMultimapSideInputView;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Materializations;
import org.apache.beam.sdk.transforms.Materializations.IterableView;
import org.apache.beam.sdk.transforms.Materializations.MultimapView;
import org.apache.beam.sdk.transforms.ViewFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;

/** Makes what user code sees of the elements of a side input. */
@FunctionalInterface
@SuppressWarnings("deprecation") // Beam marks what only runners may use as deprecated.
interface ViewMaterialization {
  /** The view of the elements, which do not change any more. */
  Object of(List<Object> elements);

  /**
   * The materialization of a view.
   *
   * @throws UnsupportedOperationException if the view asks for an access pattern that is not known
   */
  @SuppressWarnings("unchecked") // The urn says what the view function takes.
  static ViewMaterialization of(PCollectionView<?> view) {
    String urn = view.getViewFn().getMaterialization().getUrn();
    switch (urn) {
      case Materializations.ITERABLE_MATERIALIZATION_URN -> {
        ViewFn<IterableView<Object>, Object> fn =
            (ViewFn<IterableView<Object>, Object>) (ViewFn<?, ?>) view.getViewFn();
        return elements -> fn.apply(() -> elements);
      }
      case Materializations.MULTIMAP_MATERIALIZATION_URN -> {
        ViewFn<MultimapView<Object, Object>, Object> fn =
            (ViewFn<MultimapView<Object, Object>, Object>) (ViewFn<?, ?>) view.getViewFn();
        Coder<Object> keyCoder =
            ((KvCoder<Object, Object>) (Coder<?>) view.getCoderInternal()).getKeyCoder();
        return elements ->
            fn.apply(
                InMemoryMultimapSideInputView.fromIterable(
                    keyCoder, (Iterable<KV<Object, Object>>) (Iterable<?>) elements));
      }
      default ->
          throw new UnsupportedOperationException(
              "the side input " + view.getTagInternal().getId() + " has the access pattern " + urn);
    }
  }
}
