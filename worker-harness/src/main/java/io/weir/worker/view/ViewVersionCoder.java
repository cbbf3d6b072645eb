package io.weir.worker.view;

import io.weir.worker.job.BeamJob;
import io.weir.worker.job.OneCopy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/**
 * The binary form of view versions: the window, then the elements. Part of the snapshot format.
 * Subtasks of a process that decode the same version get the same object.
 *
 * @param view what the versions are of: equal side inputs of equal PCollections are one view
 * @param windowCoder coder of the side input's windows
 * @param elementsCoder coder of the side PCollection's elements
 * @param oneCopy the versions that are known in this process
 */
record ViewVersionCoder(
    View view,
    Coder<BoundedWindow> windowCoder,
    Coder<List<Object>> elementsCoder,
    OneCopy oneCopy) {

  /** What tells views apart. */
  record View(String pcollection, RunnerApi.SideInput sideInput) {}

  /**
   * The coder of a view.
   *
   * @param pcollection id of the side PCollection
   * @param transform id of a ParDo that reads it
   * @param tag its local name there
   */
  static ViewVersionCoder of(BeamJob job, String pcollection, String transform, String tag)
      throws IOException {
    RunnerApi.ParDoPayload parDo =
        RunnerApi.ParDoPayload.parseFrom(job.transform(transform).getSpec().getPayload());
    return of(job, pcollection, parDo.getSideInputsOrThrow(tag));
  }

  /** The coder of a view of a PCollection. */
  static ViewVersionCoder of(BeamJob job, String pcollection, RunnerApi.SideInput sideInput) {
    return new ViewVersionCoder(
        new View(pcollection, sideInput),
        job.windowCoder(pcollection),
        ListCoder.of(job.coder(pcollection)),
        job.oneCopy());
  }

  void encode(ViewVersion version, OutputStream out) throws IOException {
    windowCoder.encode(version.window(), out);
    elementsCoder.encode(version.elements(), out);
  }

  byte[] toBytes(ViewVersion version) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    encode(version, out);
    return out.toByteArray();
  }

  ViewVersion fromBytes(byte[] bytes) throws IOException {
    try {
      return oneCopy.of(view, bytes, () -> decode(new ByteArrayInputStream(bytes)));
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause());
    }
  }

  private ViewVersion decode(InputStream in) {
    try {
      BoundedWindow window = windowCoder.decode(in);
      return new ViewVersion(window, elementsCoder.decode(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
