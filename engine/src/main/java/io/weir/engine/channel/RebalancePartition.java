package io.weir.engine.channel;

import java.util.List;

/**
 * A REBALANCE edge: each element goes to the consumer that has the least to do, counting both what
 * waits in its channel and what is being collected for it.
 *
 * <p>A consumer that waits for work gets an element at once rather than a batch a little later: a
 * single element may be a split that is read for minutes. Since that would be slow for a stream of
 * small elements, only a few elements between two flushes travel alone.
 */
public final class RebalancePartition extends ResultPartition {
  private static final int SINGLES_PER_CONSUMER = 4;

  private int singlesLeft;

  /** A partition over the channels to all consumers. */
  public RebalancePartition(List<ChannelWriter> writers, Overdraft overdraft) {
    super(writers, overdraft);
    singlesLeft = singlesBetweenFlushes();
  }

  private int singlesBetweenFlushes() {
    return SINGLES_PER_CONSUMER * consumers().length;
  }

  @Override
  public void emit(Object element) throws Exception {
    Subpartition consumer = leastLoaded();
    boolean starving = isStarving(consumer);
    boolean full = consumer.add(element);
    if (full) {
      flush(consumer);
    } else if (starving && singlesLeft > 0) {
      singlesLeft--;
      flush(consumer);
    }
  }

  @Override
  public boolean hasDemand() {
    for (Subpartition consumer : consumers()) {
      if (isStarving(consumer)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isStarving(Subpartition consumer) {
    return consumer.pending() == 0 && consumer.backlog() == 0;
  }

  private Subpartition leastLoaded() {
    Subpartition[] all = consumers();
    Subpartition best = all[0];
    long least = load(best);
    for (int i = 1; i < all.length; i++) {
      long load = load(all[i]);
      if (load < least) {
        best = all[i];
        least = load;
      }
    }
    return best;
  }

  private static long load(Subpartition consumer) {
    return (long) consumer.backlog() * Subpartition.BATCH + consumer.pending();
  }

  @Override
  public void flush() throws Exception {
    singlesLeft = singlesBetweenFlushes();
    for (Subpartition consumer : consumers()) {
      flush(consumer);
    }
  }

  @Override
  boolean hasRoom() {
    boolean room = false;
    for (Subpartition consumer : consumers()) {
      // All are asked, so that the listener of each that is full is armed.
      room |= consumer.isWritable();
    }
    return room;
  }
}
