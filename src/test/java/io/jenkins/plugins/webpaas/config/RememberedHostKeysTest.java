package io.jenkins.plugins.webpaas.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.Service;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class RememberedHostKeysTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private Path file;

    @BeforeEach
    void find(JenkinsRule jenkins) {
        file = new File(jenkins.jenkins.getRootDir(), RememberedHostKeys.class.getName() + ".xml").toPath();
    }

    @Test
    void keysAndTimesSurviveARestart() {
        Date before = Date.from(Instant.now());
        RememberedHostKeys.get()
                .remember(Service.OVHCLOUD, List.of("ssh.webpaas.ovh.net " + KEY, "git.webpaas.ovh.net " + KEY));

        RememberedHostKeys loaded = new RememberedHostKeys();

        assertThat(loaded.remembered(Service.OVHCLOUD))
                .containsExactly("ssh.webpaas.ovh.net " + KEY, "git.webpaas.ovh.net " + KEY);
        assertThat(loaded.keys("ovhcloud"))
                .allSatisfy(key -> assertThat(key.getSince()).isBetween(before, new Date(), true, true));
    }

    /** A file that was changed by hand may have more keys than Jenkins remembers, and keys without a time. */
    @Test
    void tooManySavedKeysAreLeftOut() throws Exception {
        RememberedHostKeys.get().remember(Service.OVHCLOUD, List.of("ssh.webpaas.ovh.net " + KEY));
        String flood = IntStream.range(0, 6_400)
                .mapToObj(i -> """
                        <io.jenkins.plugins.webpaas.config.RememberedHostKey>
                          <line>hI.webpaas.ovh.net KEY</line>
                        </io.jenkins.plugins.webpaas.config.RememberedHostKey>
                        """.replace("KEY", KEY).replace("hI.", "h" + i + "."))
                .collect(Collectors.joining());
        Files.writeString(file, Files.readString(file).replace("</list>", flood + "</list>"));

        RememberedHostKeys loaded = new RememberedHostKeys();

        assertThat(loaded.remembered(Service.OVHCLOUD))
                .hasSize(100)
                .startsWith("ssh.webpaas.ovh.net " + KEY, "h0.webpaas.ovh.net " + KEY);
        assertThat(loaded.keys("ovhcloud").get(1).getSince()).isNull();

        loaded.remember(Service.UPSUN, List.of("ssh.eu-9.upsun.com " + KEY));
        assertThat(file).content().doesNotContain("h99.webpaas");
        assertThat(new RememberedHostKeys().services()).containsExactly("ovhcloud", "upsun");
    }

    @Test
    void invalidSavedKeysAreIgnored() throws Exception {
        RememberedHostKeys.get().remember(Service.OVHCLOUD, List.of("ssh.webpaas.ovh.net " + KEY));
        String before = Files.readString(file);
        Files.writeString(file, before.replace("</list>", """
                        <io.jenkins.plugins.webpaas.config.RememberedHostKey>
                          <line>*.webpaas.ovh.net KEY</line>
                        </io.jenkins.plugins.webpaas.config.RememberedHostKey>
                        <io.jenkins.plugins.webpaas.config.RememberedHostKey/>
                        </list>""".replace("KEY", KEY)));

        assertThat(new RememberedHostKeys().keys("ovhcloud"))
                .singleElement()
                .extracting(RememberedHostKey::getHost)
                .isEqualTo("ssh.webpaas.ovh.net");
    }

    @Test
    void deletedKeysStayDeleted() {
        RememberedHostKeys.get().remember(Service.OVHCLOUD, List.of("ssh.webpaas.ovh.net " + KEY));
        RememberedHostKeys.get().forget("ovhcloud", key -> true);

        assertThat(RememberedHostKeys.get().services()).isEmpty();
        assertThat(new RememberedHostKeys().services()).isEmpty();
    }
}
