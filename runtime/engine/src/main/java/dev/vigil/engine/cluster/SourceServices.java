package dev.vigil.engine.cluster;

import dev.vigil.api.Publisher;
import dev.vigil.engine.OwnedSource;
import dev.vigil.engine.journal.SourceTable;
import dev.vigil.engine.membership.Standing;
import java.util.Map;

/**
 * What the owners of sources on one node share.
 *
 * @param sources that are configured on this node, by name
 * @param table knows who owns what
 * @param bus takes events
 * @param standing knows whether this node may act for what it owns
 * @param board knows what runs here
 * @param node the node's name
 */
record SourceServices(
        Map<String, OwnedSource> sources,
        SourceTable table,
        Publisher bus,
        Standing standing,
        SourceBoard board,
        String node) {
    SourceServices {
        sources = Map.copyOf(sources);
    }
}
