package io.weir.testkit.sim;

import io.weir.engine.control.ChannelId;
import java.util.HashMap;
import java.util.Map;

/** The channels between workers. */
final class SimNetwork {
  private final EventLoop loop;
  private final Faults faults;
  private final Map<ChannelId, NetChannel> channels = new HashMap<>();

  SimNetwork(EventLoop loop, Faults faults) {
    this.loop = loop;
    this.faults = faults;
  }

  /** The channel of that id, which either end may ask for first. */
  NetChannel channel(ChannelId id) {
    return channels.computeIfAbsent(id, i -> new NetChannel(i.toString(), loop, faults));
  }
}
