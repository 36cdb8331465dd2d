package dev.vigil.engine.membership;

import com.typesafe.config.Config;
import org.apache.pekko.event.EventStream;
import org.apache.pekko.remote.PhiAccrualFailureDetector;

/**
 * Pekko's failure detector, which knows in addition that a peer whose host refuses connections is gone. So the pause that is
 * accepted of a living peer can be long without making the end of a dead one late. Thread-safe, as what it extends.
 */
public final class PeerFailureDetector extends PhiAccrualFailureDetector {
    private final RefusedPeers refused;
    private volatile String peer = "";

    /** Called by reflection, see {@code engine.conf}. */
    public PeerFailureDetector(Config config, EventStream events) {
        super(config, events);
        this.refused = RefusedPeers.of(events);
    }

    @Override
    public void setAddress(String address) {
        super.setAddress(address);
        peer = address;
    }

    @Override
    public boolean isAvailable() {
        return !refused.contains(peer) && super.isAvailable();
    }
}
