package dev.vigil.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.Valid;
import org.junit.jupiter.api.Test;

class SameClusterTest {
    private static final Config OWN = ConfigFactory.parseMap(SameCluster.of("vigil", 32));

    @Test
    void aNodeLikeThisOneIsLetIn() {
        assertThat(new SameCluster().check(OWN, OWN)).isEqualTo(Valid.getInstance());
    }

    @Test
    void aNodeOfAnotherClusterOrWithOtherSlotsIsRefusedWithTheReason() {
        var other = ConfigFactory.parseMap(SameCluster.of("staging", 8));
        assertThat(SameCluster.differences(other, OWN))
                .containsExactly(
                        "vigil.cluster.name is staging there and vigil here", "vigil.slots is 8 there and 32 here");
        assertThat(new SameCluster().check(other, OWN)).isInstanceOf(Invalid.class);
    }

    @Test
    void aMemberLetsTheNodeFindOutItselfSoThatItCanSayWhy() {
        var asMember = OWN.withoutPath("vigil.same-cluster.joins");
        var other = ConfigFactory.parseMap(SameCluster.of("staging", 8));
        assertThat(new SameCluster().check(other, asMember)).isEqualTo(Valid.getInstance());
        assertThat(new SameCluster().check(asMember, other)).isInstanceOf(Invalid.class);
        assertThat(new SameCluster().check(other.withoutPath("vigil.same-cluster.slots"), asMember))
                .as("one that cannot find out")
                .isInstanceOf(Invalid.class);
    }

    @Test
    void aNodeThatSaysNothingOfItselfIsRefused() {
        assertThat(SameCluster.differences(ConfigFactory.empty(), OWN))
                .singleElement()
                .asString()
                .contains("vigil.same-cluster.name");
    }

    @Test
    void twoReleasesInARowGoTogetherButNotTwoApart() {
        var reads2 = records(1, 2, 1);
        var writes2 = records(1, 2, 2);
        assertThat(SameCluster.differences(reads2, records(1, 1, 1))).isEmpty();
        assertThat(SameCluster.differences(writes2, reads2)).isEmpty();
        assertThat(SameCluster.differences(writes2, records(1, 1, 1)))
                .containsExactly("one cannot read the other's records: writes version 2 and reads 1 to 2 there, writes"
                        + " version 1 and reads 1 to 1 here; upgrade one release at a time");
        assertThat(SameCluster.differences(records(1, 1, 1), writes2)).hasSize(1);
    }

    private static Config records(int from, int to, int written) {
        return ConfigFactory.parseString("vigil.same-cluster { reads-records-from = " + from + ", reads-records-to = "
                        + to + ", writes-records = " + written + " }")
                .withFallback(OWN);
    }
}
