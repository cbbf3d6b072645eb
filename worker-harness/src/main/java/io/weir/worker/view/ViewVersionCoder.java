package io.weir.worker.view;

import io.weir.worker.job.BeamJob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/**
 * The binary form of view versions: the window, then the elements. Part of the snapshot format.
 *
 * @param windowCoder coder of the side input's windows
 * @param elementsCoder coder of the side PCollection's elements
 */
record ViewVersionCoder(Coder<BoundedWindow> windowCoder, Coder<List<Object>> elementsCoder) {

  static ViewVersionCoder of(BeamJob job, String pcollection) {
    return new ViewVersionCoder(job.windowCoder(pcollection), ListCoder.of(job.coder(pcollection)));
  }

  void encode(ViewVersion version, OutputStream out) throws IOException {
    windowCoder.encode(version.window(), out);
    elementsCoder.encode(version.elements(), out);
  }

  ViewVersion decode(InputStream in) throws IOException {
    BoundedWindow window = windowCoder.decode(in);
    return new ViewVersion(window, elementsCoder.decode(in));
  }

  byte[] toBytes(ViewVersion version) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    encode(version, out);
    return out.toByteArray();
  }

  ViewVersion fromBytes(byte[] bytes) throws IOException {
    return decode(new ByteArrayInputStream(bytes));
  }
}
