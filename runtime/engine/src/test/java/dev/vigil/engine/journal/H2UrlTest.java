package dev.vigil.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.engine.EngineSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H2UrlTest {
    @Test
    void thePathIsMadeAbsolute() {
        assertThat(H2Url.parse("jdbc:h2:file:data/journal").file())
                .isEqualTo(Path.of("data/journal").toAbsolutePath());
        assertThat(H2Url.parse("jdbc:h2:./data/../journal").file())
                .isEqualTo(Path.of("journal").toAbsolutePath());
        assertThat(H2Url.parse("jdbc:h2:/var/lib/vigil/journal;CIPHER=AES").file())
                .isEqualTo(Path.of("/var/lib/vigil/journal").toAbsolutePath());
        assertThat(H2Url.parse("jdbc:h2:~/journal").file())
                .isEqualTo(Path.of(System.getProperty("user.home"), "journal"));
    }

    @Test
    void whatAnAcknowledgementDependsOnCannotBeTurnedOff() {
        var url = H2Url.parse("jdbc:h2:/j;write_delay=500;DB_CLOSE_ON_EXIT=TRUE;CACHE_SIZE=1024")
                .toString();

        assertThat(url)
                .startsWith("jdbc:h2:file:" + Path.of("/j").toAbsolutePath())
                .contains(";WRITE_DELAY=0", ";DB_CLOSE_ON_EXIT=FALSE", ";CACHE_SIZE=1024")
                .doesNotContainIgnoringCase("delay=500");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:journal",
                "jdbc:h2:tcp://localhost/journal",
                "jdbc:h2:",
                "jdbc:h2:file:",
                "jdbc:h2:/j;WRITE_DELAY",
                "jdbc:mysql://localhost/vigil?password=secret",
                "data/journal"
            })
    void aUrlOfAnythingElseIsRefused(String url) {
        assertThatThrownBy(() -> Storage.of(new EngineSettings.Journal(url, "", "", 1)))
                .isInstanceOf(JournalOpenException.class)
                .hasMessageContaining("the journal's URL")
                .hasMessageNotContaining("secret");
    }
}
