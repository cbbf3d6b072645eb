package io.weir.validatesrunner.random.transforms;

import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/** All that the model says of an element, as a line of text. */
public final class Seen {
  private Seen() {}

  /** Returns the line. */
  public static String text(
      KV<String, String> element, Instant timestamp, BoundedWindow window, PaneInfo pane) {
    return element.getKey()
        + "="
        + element.getValue()
        + " at "
        + timestamp.getMillis()
        + " in "
        + (window.equals(GlobalWindow.INSTANCE) ? "global" : window.toString())
        + " "
        + text(pane);
  }

  private static String text(PaneInfo pane) {
    return pane.equals(PaneInfo.NO_FIRING)
        ? "no firing"
        : pane.getTiming()
            + " "
            + pane.getIndex()
            + "/"
            + pane.getNonSpeculativeIndex()
            + (pane.isFirst() ? " first" : "")
            + (pane.isLast() ? " last" : "");
  }
}
