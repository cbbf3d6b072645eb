package io.weir.examples.weblog;

import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Sessions;
import org.apache.beam.sdk.transforms.windowing.SlidingWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;

/** Computes the rows of the four tables that are made of hits. */
final class WeblogTables {
  /** Less than this between two hits keeps them in one session. */
  static final Duration SESSION_GAP = Duration.standardMinutes(30);

  private static final int FIRST_ERROR_STATUS = 400;

  private WeblogTables() {}

  /** Rows of {@link ResultTable#ERRORS}. */
  static PCollection<List<String>> errors(PCollection<Hit> hits) {
    return hits.apply("Errors", ParDo.of(new ErrorRows())).setCoder(WriteTables.FIELDS_CODER);
  }

  /** Rows of {@link ResultTable#TRAFFIC}. */
  static PCollection<List<String>> traffic(PCollection<Hit> hits) {
    return hits.apply("5 minutes", Window.into(FixedWindows.of(Duration.standardMinutes(5))))
        .apply("Traffic by status class", new TotalsBy(Hit::statusClass))
        .apply("Traffic rows", ParDo.of(new TrafficRows()))
        .setCoder(WriteTables.FIELDS_CODER);
  }

  /** Rows of {@link ResultTable#TREND}. */
  static PCollection<List<String>> trend(PCollection<Hit> hits) {
    WindowFn<Object, IntervalWindow> tenMinutesEveryMinute =
        SlidingWindows.of(Duration.standardMinutes(10)).every(Duration.standardMinutes(1));
    return hits.apply("10 minutes every minute", Window.into(tenMinutesEveryMinute))
        .apply("Trend", new TotalsBy(hit -> "all"))
        .apply("Trend rows", ParDo.of(new TrendRows()))
        .setCoder(WriteTables.FIELDS_CODER);
  }

  /** Rows of {@link ResultTable#SESSIONS}. */
  static PCollection<List<String>> sessions(PCollection<Hit> hits) {
    return hits.apply("30 minutes gap", Window.into(Sessions.withGapDuration(SESSION_GAP)))
        .apply("Sessions by client", new TotalsBy(Hit::client))
        .apply("Session rows", ParDo.of(new SessionRows()))
        .setCoder(WriteTables.FIELDS_CODER);
  }

  private static String iso(org.joda.time.Instant time) {
    return java.time.Instant.ofEpochMilli(time.getMillis()).toString();
  }

  /** Totals of the hits with the same key, in each window. */
  private static final class TotalsBy
      extends PTransform<PCollection<Hit>, PCollection<KV<String, Totals>>> {
    private final SerializableFunction<Hit, String> key;

    TotalsBy(SerializableFunction<Hit, String> key) {
      this.key = key;
    }

    @Override
    public PCollection<KV<String, Totals>> expand(PCollection<Hit> hits) {
      return hits.apply(
              "Sizes",
              MapElements.into(
                      TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.longs()))
                  .via(hit -> KV.of(key.apply(hit), hit.bytes())))
          .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()))
          .apply("Totals", Combine.perKey(new TotalsFn()))
          .setCoder(KvCoder.of(StringUtf8Coder.of(), TotalsCoder.of()));
    }
  }

  private static final class ErrorRows extends DoFn<Hit, List<String>> {
    @ProcessElement
    public void process(@Element Hit hit, OutputReceiver<List<String>> out) {
      if (hit.status() >= FIRST_ERROR_STATUS) {
        out.output(
            List.of(
                hit.time(),
                hit.client(),
                hit.method(),
                hit.path().toUpperCase(Locale.ROOT),
                Integer.toString(hit.status())));
      }
    }
  }

  private static final class TrafficRows extends DoFn<KV<String, Totals>, List<String>> {
    @ProcessElement
    public void process(
        @Element KV<String, Totals> traffic,
        BoundedWindow window,
        OutputReceiver<List<String>> out) {
      Totals totals = traffic.getValue();
      out.output(
          List.of(
              iso(((IntervalWindow) window).start()),
              traffic.getKey(),
              Long.toString(totals.hits()),
              Long.toString(totals.bytes())));
    }
  }

  private static final class TrendRows extends DoFn<KV<String, Totals>, List<String>> {
    @ProcessElement
    public void process(
        @Element KV<String, Totals> trend, BoundedWindow window, OutputReceiver<List<String>> out) {
      Totals totals = trend.getValue();
      out.output(
          List.of(
              iso(((IntervalWindow) window).start()),
              Long.toString(totals.hits()),
              totals.meanBytes()));
    }
  }

  private static final class SessionRows extends DoFn<KV<String, Totals>, List<String>> {
    @ProcessElement
    public void process(
        @Element KV<String, Totals> session,
        BoundedWindow window,
        OutputReceiver<List<String>> out) {
      IntervalWindow visit = (IntervalWindow) window;
      Totals totals = session.getValue();
      out.output(
          List.of(
              iso(visit.start()),
              iso(visit.end().minus(SESSION_GAP)), // the window ends one gap after the last hit
              session.getKey(),
              Long.toString(totals.hits()),
              Long.toString(totals.bytes())));
    }
  }
}
