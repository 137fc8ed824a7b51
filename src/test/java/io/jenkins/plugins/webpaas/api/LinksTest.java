package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.Endpoints;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the links of resources, and the SSH addresses among them. */
class LinksTest {
    @ParameterizedTest
    @CsvSource({
        "/projects/abc/environments/feature%2Fx/backup, https://api.upsun.com/projects/abc/environments/feature%2Fx/backup",
        "/api/projects/abc, https://api.upsun.com/api/projects/abc",
        "https://eu-5.platform.sh/api/projects/a/environments/b%2Fc, https://api.upsun.com/api/projects/a/environments/b%2Fc",
        "https://evil.example:8443/x?y=1#z, https://api.upsun.com/x",
        "http://user:pw@evil.example/x, https://api.upsun.com/x",
        "//evil.example/x, https://api.upsun.com/x",
        "/projects/a/activities/b/log?start_at=0, https://api.upsun.com/projects/a/activities/b/log",
    })
    void onlyThePathOfALinkCounts(String href, String url) {
        assertThat(new Links(Map.of("#op", href)).url(Service.UPSUN, "#op")).hasValue(HttpUrl.get(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://x@ssh.acme.example", "mailto:x@acme.example", "http://"})
    void whatIsNotHttpLeadsNowhere(String href) {
        assertThat(new Links(Map.of("#op", href)).url(Service.UPSUN, "#op")).isEmpty();
    }

    @Test
    void theBaseUrlsOwnPathIsReplaced() {
        Service plain = Service.UPSUN;
        Service below = new Service(
                "x",
                "X",
                new Endpoints(
                        "https://api.example.com/api", "https://a.example.com", "https://a.example.com", "x", null),
                plain.ssh(),
                plain.cli());

        assertThat(new Links(Map.of("#op", "/api/projects/abc/backup")).url(below, "#op"))
                .hasValue(HttpUrl.get("https://api.example.com/api/projects/abc/backup"));
    }

    @Test
    void aLinkIsAPermission() {
        Links links = new Links(Map.of("#backup", "/x"));

        assertThat(links.hrefs()).containsOnlyKeys("#backup");
        assertThat(links.url(Service.UPSUN, "#delete")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "app, pf:ssh:app pf:ssh:app:0 ssh, pf:ssh:app",
                "app, pf:ssh:app:10 pf:ssh:app:9 pf:ssh:app:100 ssh, pf:ssh:app:9",
                "app, pf:ssh:api pf:ssh:app2 pf:ssh:app--queue ssh, -",
                "app, ssh, ssh",
                "app, pf:ssh:ent-2 pf:ssh:ent-1 ssh, pf:ssh:ent-1",
                "app, pf:ssh:ent-1 pf:ssh:app, pf:ssh:app",
                "-, pf:ssh:ent-10 pf:ssh:ent-2 self, pf:ssh:ent-10",
                "app, pf:ssh:api pf:ssh:app2, -",
                "app, self #backup, -",
                "app--queue, pf:ssh:app pf:ssh:app--queue, pf:ssh:app--queue",
                "-, pf:ssh:web pf:ssh:app:1 pf:ssh:app:0 ssh, pf:ssh:app:0",
                "-, pf:ssh:web:0 pf:ssh:app pf:ssh:app--queue, pf:ssh:app",
                "-, ssh, ssh",
                "-, self, -",
            })
    void theAppOfAnSshAddress(String app, String names, String chosen) {
        assertThat(environmentWithSshLinks(names).sshAddress(app, null)).isEqualTo(address(chosen));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "app, queue, pf:ssh:app pf:ssh:app--queue pf:ssh:web--queue, pf:ssh:app--queue",
                "web, queue, pf:ssh:app--queue:0 pf:ssh:web--queue:1 pf:ssh:web--queue:0, pf:ssh:web--queue:0",
                "-, queue, pf:ssh:app pf:ssh:web--queue pf:ssh:app--queue, pf:ssh:app--queue",
                "-, mail, pf:ssh:app pf:ssh:app--queue pf:ssh:web--mail, pf:ssh:web--mail",
                "app, mail, pf:ssh:app pf:ssh:app--queue ssh, -",
                "app, mail, pf:ssh:ent-1 pf:ssh:ent-2, -",
            })
    void theWorkerOfAnSshAddress(String app, String worker, String names, String chosen) {
        assertThat(environmentWithSshLinks(names).sshAddress(app, worker)).isEqualTo(address(chosen));
    }

    private static Environment environmentWithSshLinks(String names) {
        Map<String, String> hrefs = new HashMap<>();
        for (String name : names.split(" ")) {
            hrefs.put(name, "ssh://" + address(name).orElseThrow());
        }
        return environment(hrefs);
    }

    private static Optional<String> address(String name) {
        return Optional.ofNullable(name).map(user -> user.replace(':', '.') + "@ssh.acme.example");
    }

    private static Environment environment(Map<String, String> hrefs) {
        return new Environment(
                "abcdefghij234",
                "main",
                null,
                null,
                null,
                null,
                false,
                false,
                null,
                null,
                false,
                false,
                null,
                new Links(hrefs));
    }

    @Test
    void theContainersOfAnEnvironment() {
        Map<String, String> hrefs =
                Map.of("pf:ssh:web", "", "pf:ssh:app:0", "", "pf:ssh:app:1", "", "pf:ssh:app--queue", "", "ssh", "");

        assertThat(environment(hrefs).containers()).containsExactly("app", "app--queue", "web");
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://abc-main-x--app@ssh.eu-5.platform.sh",
        "ssh://abc-main-x--app:pw@ssh.eu-5.platform.sh:2222/path?query#fragment",
        "ssh://abc-main-x--app@ssh.eu-5.platform.sh?query",
    })
    void userAndHostAreAllOfAnSshAddress(String href) {
        assertThat(environment(Map.of("ssh", href)).sshAddress(null, null))
                .hasValue("abc-main-x--app@ssh.eu-5.platform.sh");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://-oProxyCommand=x@ssh.acme.example",
                "ssh://user@-oProxyCommand=x",
                "ssh://user@host name",
                "ssh://us er@host",
                "ssh://us$(er)@host",
                "ssh://user@host;reboot",
                "ssh://host",
                "https://user@host",
                "user@host",
                "",
            })
    void whatNoAddressCanBeIsNone(String href) {
        assertThat(environment(Map.of("ssh", href)).sshAddress(null, null)).isEmpty();
    }
}
