package io.weir.worker.view;

import io.weir.plan.operator.ViewPayload;
import io.weir.worker.job.BeamJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.util.construction.PCollectionViewTranslation;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionViews.IsSingletonView;

/** Which of the elements that met in a pane of a side PCollection its view shows. */
enum PaneContent {
  /** All of them. */
  ALL,
  /** Those of the latest pane: a view of one element shows the newest. */
  LATEST;

  /** What the view of the payload shows. */
  static PaneContent of(BeamJob job, ViewPayload payload) throws IOException {
    RunnerApi.ParDoPayload parDo =
        RunnerApi.ParDoPayload.parseFrom(job.transform(payload.transform()).getSpec().getPayload());
    RunnerApi.SideInput sideInput = parDo.getSideInputsOrThrow(payload.tag());
    return PCollectionViewTranslation.viewFnFromProto(sideInput.getViewFn())
            instanceof IsSingletonView
        ? LATEST
        : ALL;
  }

  /** The elements that the view shows, in order, of those that come with their pane's index. */
  List<Object> of(Iterable<KV<Long, Object>> elements) {
    List<Object> shown = new ArrayList<>();
    long latest = 0;
    for (KV<Long, Object> element : elements) {
      if (this == LATEST && element.getKey() > latest) {
        shown.clear();
        latest = element.getKey();
      }
      if (this == ALL || element.getKey() == latest) {
        shown.add(element.getValue());
      }
    }
    return shown;
  }
}
