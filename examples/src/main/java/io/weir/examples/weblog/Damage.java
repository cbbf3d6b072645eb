package io.weir.examples.weblog;

import java.util.SplittableRandom;

/** The ways in which lines of a generated log are damaged. */
enum Damage {
  /** Cut anywhere, as by a full disk; what is left may still parse. */
  CUT {
    @Override
    String applyTo(String line, SplittableRandom random) {
      return line.substring(0, random.nextInt(line.length()));
    }
  },
  /** Agent cut in its middle: the line still parses. */
  BROKEN_AGENT {
    @Override
    String applyTo(String line, SplittableRandom random) {
      return line.substring(0, line.length() - 1 - random.nextInt(3));
    }
  },
  /** Referer and agent missing: the line still parses. */
  NO_REFERER {
    @Override
    String applyTo(String line, SplittableRandom random) {
      return line.substring(0, line.indexOf(" \"", line.indexOf("\" ") + 2));
    }
  },
  /** Client replaced by something that is none. */
  CLIENT {
    @Override
    String applyTo(String line, SplittableRandom random) {
      return (random.nextBoolean() ? "-" : "\"1.2.3.4,") + line.substring(line.indexOf(' '));
    }
  },
  /** A day that does not exist. */
  TIME {
    @Override
    String applyTo(String line, SplittableRandom random) {
      int day = line.indexOf('[') + 1;
      return line.substring(0, day)
          + (random.nextBoolean() ? "32" : "0x")
          + line.substring(day + 2);
    }
  },
  /** Request of a client that hung up, or that spoke another protocol. */
  REQUEST {
    @Override
    String applyTo(String line, SplittableRandom random) {
      int start = line.indexOf("] \"") + 3;
      return line.substring(0, start)
          + (random.nextBoolean() ? "-" : "\\x16\\x03\\x01")
          + line.substring(line.indexOf("\" ", start));
    }
  },
  /** Status that is no number. */
  STATUS {
    @Override
    String applyTo(String line, SplittableRandom random) {
      return line.replaceFirst("\" \\d{3} ", random.nextBoolean() ? "\" - " : "\" 20 ");
    }
  },
  /** Size that is no number, or too large for one. */
  BYTES {
    @Override
    String applyTo(String line, SplittableRandom random) {
      return line.replaceFirst(
          "(\" \\d{3} )(\\d+|-) ", random.nextBoolean() ? "$1-5 " : "$19876543210123456789 ");
    }
  },
  /** Empty line. */
  EMPTY {
    @Override
    String applyTo(String line, SplittableRandom random) {
      return "";
    }
  };

  /** The damaged line. */
  abstract String applyTo(String line, SplittableRandom random);

  /** Any of them. */
  static Damage any(SplittableRandom random) {
    return values()[random.nextInt(values().length)];
  }
}
