package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The limits of remembered host keys, with sessions of hostile builds and nodes. */
class HostKeyLimitsTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String OTHER =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

    private final List<String> stored = new ArrayList<>();
    private int saved;
    private final HostKeys hostKeys = new HostKeys(new HostKeyStore() {
        @Override
        public List<String> remembered(Service service) {
            return stored;
        }

        @Override
        public void remember(Service service, List<String> lines) {
            stored.addAll(lines);
            saved++;
        }
    });

    @Test
    void aSessionCannotFillTheMemory() {
        List<String> lines = IntStream.range(0, 1_000)
                .mapToObj(i -> "a" + i + ".upsun.com " + OTHER)
                .toList();

        assertThat(hostKeys.learn(Service.UPSUN, lines)).hasSize(16);
        assertThat(stored).hasSize(16);
        assertThat(saved).as("number of saves").isEqualTo(1);
        assertThat(hostKeys.learn(Service.UPSUN, lines))
                .as("the next session remembers further hosts")
                .hasSize(16);
    }

    @Test
    void sessionsTogetherCannotFillTheMemory() {
        hostKeys.learn(Service.UPSUN, List.of("ssh.eu-9.upsun.com " + KEY));
        List<String> notes = new ArrayList<>();
        for (int session = 0; session < 400; session++) {
            int first = session * 16;
            notes = hostKeys.learn(
                    Service.UPSUN,
                    IntStream.range(first, first + 16)
                            .mapToObj(i -> "a" + i + ".upsun.com " + OTHER)
                            .toList());
        }

        assertThat(stored).hasSize(100).contains("ssh.eu-9.upsun.com " + KEY);
        assertThat(saved).isEqualTo(8);
        assertThat(notes)
                .containsExactly(
                        "Did not remember the host key of a6384.upsun.com: Jenkins remembers at most 100 keys of"
                                + " Upsun. Ask an administrator to delete keys that are not needed, under Manage Jenkins, Web PaaS"
                                + " host keys");

        stored.remove("a0.upsun.com " + OTHER);
        assertThat(hostKeys.learn(Service.UPSUN, List.of("ssh.eu-8.upsun.com " + KEY, "ssh.eu-7.upsun.com " + KEY)))
                .satisfiesExactly(
                        note -> assertThat(note).startsWith("Remembered the host key of ssh.eu-8.upsun.com"),
                        note -> assertThat(note).startsWith("Did not remember the host key of ssh.eu-7.upsun.com"));
        assertThat(stored).hasSize(100);
    }

    @Test
    void theLastPlaceIsTaken() {
        IntStream.range(0, 99).forEach(i -> stored.add("a" + i + ".upsun.com " + OTHER));

        assertThat(hostKeys.learn(Service.UPSUN, List.of("ssh.eu-9.upsun.com " + KEY)))
                .singleElement()
                .asString()
                .startsWith("Remembered the host key of ssh.eu-9.upsun.com");
        assertThat(stored).hasSize(100);
    }

    @Test
    void onlyTheFirstLinesOfANodeAreRead() {
        List<String> lines = new ArrayList<>(Collections.nCopies(1_000_000, "rubbish"));
        lines.add("ssh.eu-9.upsun.com " + KEY);

        assertThat(hostKeys.learn(Service.UPSUN, lines)).isEmpty();
        assertThat(hostKeys.learn(Service.UPSUN, lines.subList(999_001, 1_000_001)))
                .hasSize(1);
    }

    @Test
    void nothingIsSavedIfNothingIsLearned() {
        hostKeys.learn(Service.UPSUN, List.of("github.com " + KEY));

        assertThat(saved).isZero();
    }
}
