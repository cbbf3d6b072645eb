package io.weir.worker.view;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.state.OrderedTable;
import io.weir.worker.job.BeamJob;
import io.weir.worker.pardo.DoFnBinding;
import io.weir.worker.pardo.SideInputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.core.SideInputReader;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Side inputs whose versions come over BROADCAST edges.
 *
 * <p>Thread: subtask thread.
 */
@SuppressWarnings("deprecation") // Beam marks what only runners may use as deprecated.
public final class BroadcastSideInputs implements SideInputs, SideInputReader {
  private static final String TABLE = "views";

  private final List<SideInputView> views;
  private final Map<TupleTag<?>, SideInputView> byTag = new HashMap<>();
  private final boolean writesState;
  private final long allowedLatenessMs;
  private long mainWatermark = Watermark.MIN;

  private BroadcastSideInputs(
      List<SideInputView> views, boolean writesState, long allowedLatenessMs) {
    this.views = List.copyOf(views);
    this.writesState = writesState;
    // Some pipelines allow for all the time there is, which must not overflow.
    this.allowedLatenessMs = Math.min(allowedLatenessMs, Watermark.MAX);
    views.forEach(view -> byTag.put(view.view().getTagInternal(), view));
  }

  /** Makes the side inputs of a ParDo. */
  public static SideInputs make(
      BeamJob job, OperatorContext context, DoFnBinding binding, List<String> tags)
      throws IOException {
    OrderedTable table = context.broadcastState().table(TABLE);
    List<SideInputView> views = new ArrayList<>();
    for (String tag : tags) {
      PCollectionView<?> view = viewOf(binding, tag);
      String pcollection = binding.inputs().get(tag);
      if (pcollection == null) {
        throw new IllegalArgumentException(binding.name() + " has no input " + tag);
      }
      ViewVersionCoder coder =
          ViewVersionCoder.of(job, pcollection, binding.payload().getSideInputsOrThrow(tag));
      views.add(
          new SideInputView(
              tag,
              view,
              coder,
              job.windowing(pcollection),
              table,
              context.initialWatermark(1 + views.size())));
    }
    return new BroadcastSideInputs(
        views,
        context.location().subtaskIndex() == 0,
        binding.windowing().getAllowedLateness().getMillis());
  }

  /** The proto names side inputs by their tags, the DoFn possibly by names of its own. */
  private static PCollectionView<?> viewOf(DoFnBinding binding, String tag) {
    for (PCollectionView<?> view : binding.sideInputs().values()) {
      if (view.getTagInternal().getId().equals(tag)) {
        return view;
      }
    }
    throw new IllegalArgumentException(binding.name() + " has no side input " + tag);
  }

  @Override
  public SideInputReader reader() {
    return this;
  }

  @Override
  public boolean isReady(BoundedWindow mainWindow) {
    for (SideInputView view : views) {
      if (!view.isReadyFor(mainWindow)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void process(int sideInput, Object element) {
    views.get(sideInput).put((ViewVersion) element);
  }

  @Override
  public void onWatermark(int sideInput, long watermark) {
    views.get(sideInput).advance(watermark);
  }

  @Override
  public boolean isExpired(BoundedWindow mainWindow) {
    return mainWindow.maxTimestamp().getMillis() < mainWatermark - allowedLatenessMs;
  }

  @Override
  public void onMainWatermark(long watermark) {
    mainWatermark = Math.max(mainWatermark, watermark);
    views.forEach(view -> view.expire(watermark, allowedLatenessMs));
  }

  @Override
  public void snapshot() throws IOException {
    if (writesState) {
      for (SideInputView view : views) {
        view.write();
      }
    }
  }

  @Override
  @SuppressWarnings("unchecked") // A view's materialization makes what the view promises.
  public <T> T get(PCollectionView<T> view, BoundedWindow window) {
    SideInputView found = byTag.get(view.getTagInternal());
    if (found == null) {
      throw new IllegalArgumentException("unknown side input " + view.getTagInternal().getId());
    }
    return (T) found.read(window);
  }

  @Override
  public <T> boolean contains(PCollectionView<T> view) {
    return byTag.containsKey(view.getTagInternal());
  }

  @Override
  public boolean isEmpty() {
    return views.isEmpty();
  }

  @Override
  public void close() {}
}
