package io.jenkins.plugins.webpaas.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostKeysTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String OTHER =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

    private final List<KnownHost> stored = new ArrayList<>();
    private final HostKeys hostKeys = new HostKeys(new HostKeyStore() {
        @Override
        public List<KnownHost> remembered(Service service) {
            return stored;
        }

        @Override
        public void remember(Service service, KnownHost host) {
            stored.add(host);
        }
    });

    @Test
    void theVendorsPublicRegionsArePinned() {
        assertThat(hostKeys.of(Service.PLATFORMSH))
                .hasSize(32)
                .flatExtracting(KnownHost::hosts)
                .contains("ssh.eu-5.platform.sh", "git.us-2.platform.sh");
        assertThat(hostKeys.of(Service.OVHCLOUD)).isEmpty();
    }

    @Test
    void whatAnAdministratorEnteredCountsBeforeThePinnedList() {
        Service service = service(UnknownHosts.REFUSE, "ssh.eu-5.platform.sh " + KEY);

        assertThat(hostKeys.of(service))
                .filteredOn(host -> host.hosts().contains("ssh.eu-5.platform.sh"))
                .extracting(KnownHost::keyType)
                .containsExactly("ssh-ed25519");
        assertThat(hostKeys.of(service)).as("the other pinned hosts stay").hasSize(32);
    }

    @Test
    void whatWasSeenFirstIsRemembered() {
        Service service = service(UnknownHosts.REMEMBER);

        List<KnownHost> learned = hostKeys.learn(service, List.of("ssh.eu-9.platform.sh " + KEY));

        assertThat(learned).hasSize(1);
        assertThat(hostKeys.of(service)).hasSize(33).containsAll(learned);
    }

    @Test
    void anotherKeyForAKnownHostIsNotLearned() {
        Service service = service(UnknownHosts.REMEMBER);
        hostKeys.learn(service, List.of("ssh.eu-9.platform.sh " + KEY));

        assertThat(hostKeys.learn(service, List.of("ssh.eu-9.platform.sh " + OTHER, "ssh.eu-5.platform.sh " + OTHER)))
                .isEmpty();
        assertThat(stored).hasSize(1);
    }

    @Test
    void keysOfOtherHostsAndRubbishAreNotLearned() {
        Service service = service(UnknownHosts.REMEMBER);

        List<KnownHost> learned = hostKeys.learn(
                service,
                List.of(
                        "github.com " + KEY,
                        "ssh.eu-9.platform.sh,github.com " + KEY,
                        "* " + KEY,
                        "|1|x|y " + KEY,
                        "@cert-authority ssh.eu-9.platform.sh " + KEY,
                        "",
                        "rubbish"));

        assertThat(learned).isEmpty();
    }

    @Test
    void aServiceThatRefusesUnknownHostsLearnsNone() {
        stored.addAll(KnownHost.parse("ssh.eu-9.platform.sh " + KEY).stream().toList());
        Service service = service(UnknownHosts.REFUSE);

        assertThat(hostKeys.learn(service, List.of("ssh.eu-8.platform.sh " + KEY)))
                .isEmpty();
        assertThat(hostKeys.of(service)).hasSize(32);
    }

    private static Service service(UnknownHosts unknown, String... knownHosts) {
        return new Service(
                "test",
                "Test",
                Service.PLATFORMSH.endpoints(),
                new SshHosts(List.of("*.platform.sh"), List.of(knownHosts), unknown, false, List.of()),
                Service.PLATFORMSH.cli());
    }
}
