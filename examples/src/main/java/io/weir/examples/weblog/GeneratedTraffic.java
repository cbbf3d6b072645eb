package io.weir.examples.weblog;

import java.util.SplittableRandom;

/**
 * Who asks for what in a generated log, and what the server answers. Thread: any; it has no state.
 */
final class GeneratedTraffic {
  /**
   * Lines in which a set of visitors comes; each stays for this block and may stay for the next.
   */
  private static final int LINES_PER_BLOCK = 300;

  private static final int VISITORS_PER_BLOCK = 12;
  private static final String[] CRAWLERS = {
    "66.249.73.135", "46.105.14.53", "2001:db8:4::1f", "crawl-7.example.org", "198.51.100.8"
  };
  private static final String[] PAGES = {
    "/",
    "/",
    "/",
    "/index.html",
    "/about",
    "/blog/",
    "/favicon.ico",
    "/robots.txt",
    "/style2.css",
    "/images/web/2009/banner.png",
    "/projects/xdotool/",
    "/?flav=rss20"
  };
  private static final String[] STRANGE_PATHS = {
    "/search?q=a,b;c",
    "/say/\\\"hello\\\"",
    "/stra\u00dfe/caf\u00e9",
    "/two words",
    "*",
    "/%7Euser?x=1&y=%20"
  };

  private final long seed;

  /**
   * Traffic of one log.
   *
   * @param seed seed of the log
   */
  GeneratedTraffic(long seed) {
    this.seed = seed;
  }

  /** Independent random numbers for each {@code index} of a log. */
  static SplittableRandom randomFor(long seed, long index) {
    // Neighbouring seeds would give overlapping sequences; the first draw mixes the bits.
    return new SplittableRandom(new SplittableRandom(seed).nextLong() ^ mixed(index));
  }

  /** Host name, IPv4 or IPv6 address: a crawler, or a visitor of this block or the one before. */
  String client(long index, SplittableRandom random) {
    if (random.nextInt(10) == 0) {
      return CRAWLERS[random.nextInt(CRAWLERS.length)];
    }
    long block = index / LINES_PER_BLOCK - (random.nextInt(4) == 0 ? 1 : 0);
    // The smaller of two draws: some visitors are busier than others.
    int visitor = Math.min(random.nextInt(VISITORS_PER_BLOCK), random.nextInt(VISITORS_PER_BLOCK));
    return address(randomFor(~seed, block * VISITORS_PER_BLOCK + visitor));
  }

  private static String address(SplittableRandom random) {
    int kind = random.nextInt(20);
    if (kind == 0) {
      return "host-" + random.nextInt(10_000) + ".example.net";
    }
    if (kind <= 2) {
      return "2001:db8:"
          + Integer.toHexString(random.nextInt(0x10000))
          + "::"
          + Integer.toHexString(random.nextInt(0x10000));
    }
    return random.nextInt(1, 224)
        + "."
        + random.nextInt(256)
        + "."
        + random.nextInt(256)
        + "."
        + random.nextInt(1, 255);
  }

  /** Path with its query string. */
  String path(SplittableRandom random) {
    int kind = random.nextInt(100);
    if (kind < 60) {
      return PAGES[random.nextInt(PAGES.length)];
    }
    if (kind < 90) {
      return "/blog/articles/" + Math.min(random.nextInt(400), random.nextInt(400)) + ".html";
    }
    if (kind < 97) {
      return "/files/logstash-1."
          + random.nextInt(5)
          + "."
          + random.nextInt(9)
          + ".jar?ref="
          + kind;
    }
    return STRANGE_PATHS[random.nextInt(STRANGE_PATHS.length)];
  }

  /** Status of the answer. */
  int status(String path, SplittableRandom random) {
    int kind = random.nextInt(1000);
    if (path.equals("/robots.txt") && kind < 300) {
      return 404;
    }
    if (kind < 880) {
      return 200;
    }
    if (kind < 930) {
      return 304;
    }
    if (kind < 955) {
      return 301;
    }
    if (kind < 965) {
      return 206;
    }
    if (kind < 992) {
      return 404;
    }
    return kind < 996 ? 403 : kind < 999 ? 500 : 503;
  }

  /** Size of the answer as logged. */
  String bytes(int status, SplittableRandom random) {
    if (status == 304) {
      return "-";
    }
    if (status != 200 && status != 206) {
      return Integer.toString(random.nextInt(150, 600));
    }
    // Most answers are small, a few are large.
    return Long.toString(random.nextLong(1L << random.nextInt(8, 27)));
  }

  /** Finalizer of MurmurHash3: every bit of the input reaches every bit of the output. */
  private static long mixed(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
