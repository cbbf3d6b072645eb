package io.weir.worker.pardo;

import java.util.Locale;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.joda.time.format.PeriodFormat;

/** Whether a DoFn may give an output a timestamp other than its input's. */
@FunctionalInterface
public interface TimestampCheck {
  /** Every timestamp is allowed. */
  TimestampCheck ANY = (input, output) -> {};

  /**
   * Checks an output.
   *
   * @throws IllegalArgumentException if the timestamp is not allowed
   */
  void check(Instant input, Instant output);

  /** Not earlier than the input less the allowed skew, nor after the end of time. */
  @SuppressWarnings("deprecation") // discouraged for users, but what they set counts
  static TimestampCheck withSkewOf(DoFn<?, ?> fn) {
    long skewMs = fn.getAllowedTimestampSkew().getMillis();
    return (input, output) -> {
      long earliest = lessSkew(input.getMillis(), skewMs);
      if (output.getMillis() < earliest || output.isAfter(BoundedWindow.TIMESTAMP_MAX_VALUE)) {
        throw new IllegalArgumentException(
            String.format(
                "Cannot output with timestamp %s. Output timestamps must be no earlier than the "
                    + "timestamp of the current input or timer (%s) minus the allowed skew (%s) "
                    + "and no later than %s. See the DoFn#getAllowedTimestampSkew() Javadoc for "
                    + "details on changing the allowed skew.",
                output, input, inWords(skewMs), BoundedWindow.TIMESTAMP_MAX_VALUE));
      }
    };
  }

  /** As "1 second"; a skew that has more milliseconds than a period can count as it is. */
  private static String inWords(long skewMs) {
    Duration skew = Duration.millis(skewMs);
    return skewMs >= Integer.MAX_VALUE
        ? skew.toString()
        : PeriodFormat.wordBased(Locale.ROOT).print(skew.toPeriod());
  }

  private static long lessSkew(long millis, long skewMs) {
    long difference = millis - skewMs;
    boolean overflow = ((millis ^ skewMs) & (millis ^ difference)) < 0;
    return overflow ? Long.MIN_VALUE : difference;
  }
}
