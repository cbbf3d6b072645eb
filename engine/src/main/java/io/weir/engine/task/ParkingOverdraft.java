package io.weir.engine.task;

import io.weir.engine.channel.ChannelWriter;
import io.weir.engine.channel.Overdraft;

/** Parks the subtask's own thread until the channel has room. */
final class ParkingOverdraft implements Overdraft {
  private final Mailbox mailbox;

  ParkingOverdraft(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  @Override
  public void await(ChannelWriter channel) {
    Parking parking = mailbox.parking();
    if (!parking.canPark()) {
      return;
    }
    boolean waited = false;
    while (!channel.isWritable()) {
      if (mailbox.isStopped()) {
        throw new StoppedException();
      }
      mailbox.activity().setBlocked(true);
      parking.park();
      waited = true;
    }
    if (waited) {
      mailbox.activity().setBlocked(false);
      // The wait may have swallowed a wake-up that was meant for the loop.
      parking.wake();
    }
  }
}
