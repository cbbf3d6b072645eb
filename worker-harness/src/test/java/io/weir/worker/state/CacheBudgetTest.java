package io.weir.worker.state;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.beam.runners.core.StateNamespaces;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.StateTags;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpecs;
import org.junit.jupiter.api.Test;

final class CacheBudgetTest {
  private static final StateTag<BagState<String>> BAG =
      StateTags.tagForSpec("bag", StateSpecs.bag(StringUtf8Coder.of()));

  @Test
  void letsOneCacheTakeAllWhileTheOthersTakeNothing() {
    CacheBudget budget = new CacheBudget(1_000);
    CacheBudget.Share one = budget.newShare();
    CacheBudget.Share other = budget.newShare();

    one.take(990);
    assertThat(one.excess(), is(0L));

    other.take(400);
    assertThat(one.excess(), is(490L));
    assertThat(other.excess(), is(0L));
  }

  @Test
  void cachesOfOneBudgetStayBelowTwiceIt() {
    CacheBudget budget = new CacheBudget(10_000);
    List<CacheBudget.Share> shares = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      shares.add(budget.newShare());
    }
    Random random = new Random(1);
    for (int step = 0; step < 10_000; step++) {
      CacheBudget.Share share = shares.get(random.nextInt(shares.size()));
      share.take(random.nextInt(500));
      share.take(-share.excess());
      assertThat(
          shares.stream().mapToLong(CacheBudget.Share::taken).sum(), lessThan(20_000L + 500));
    }
  }

  @Test
  void growingCellsOfOneKeyAreWrittenBackToo() {
    CellsUnderTest cells = new CellsUnderTest();
    for (int i = 0; i < 1_000; i++) {
      cells.of("k").state(StateNamespaces.global(), BAG).add("value " + i);
    }

    assertThat(cells.storedEntries(), greaterThan(900));
    List<String> read = new ArrayList<>();
    cells.of("k").state(StateNamespaces.global(), BAG).read().forEach(read::add);
    assertThat(read.size(), is(1_000));
    assertThat(read.get(999), is("value 999"));
  }
}
