package dev.vigil.testkit.cluster;

import org.apache.pekko.actor.setup.Setup;

/** Tells an actor system, and so the provider that it creates by reflection, which firewall its messages pass. */
final class FirewallSetup extends Setup {
    private final Firewall firewall;

    FirewallSetup(Firewall firewall) {
        this.firewall = firewall;
    }

    Firewall firewall() {
        return firewall;
    }
}
