package io.jenkins.plugins.webpaas.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the checks of a service's fields. */
class ServiceTest {
    private static final String API = "https://api.example.com";

    @Test
    void theBuiltInServicesAreWhereTheVendorSays() {
        assertThat(Service.BUILT_IN)
                .extracting(service -> service.endpoints().token())
                .containsExactly(
                        "https://eu.auth.webpaas.ovhcloud.com/oauth2/token",
                        "https://auth.upsun.com/oauth2/token",
                        "https://auth.upsun.com/oauth2/token");
        assertThat(Service.BUILT_IN)
                .extracting(service -> service.endpoints().certificate())
                .containsExactly(
                        "https://eu.auth.webpaas.ovhcloud.com/ssh",
                        "https://auth.upsun.com/ssh",
                        "https://auth.upsun.com/ssh");
        assertThat(Service.BUILT_IN)
                .extracting(service -> service.cli().environmentPrefix() + "TOKEN")
                .containsExactly("OVHCLOUD_WEBPAAS_CLI_TOKEN", "PLATFORMSH_CLI_TOKEN", "UPSUN_CLI_TOKEN");
        assertThat(Service.BUILT_IN)
                .extracting(service -> service.endpoints().console())
                .containsExactly(
                        "https://eu.console.webpaas.ovhcloud.com",
                        "https://console.upsun.com",
                        "https://console.upsun.com");
    }

    @Test
    void aConsoleNeedNotBeKnownAndIsALinkThatABrowserMayFollow() {
        assertThat(new Endpoints(API, API, API, "id", "").console()).isNull();
        assertThat(new Endpoints(API, API, API, "id", "https://console.example.com/").console())
                .isEqualTo("https://console.example.com");
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> new Endpoints(API, API, API, "id", "javascript://example.com/%0aalert(1)"))
                .satisfies(e -> assertThat(e.field()).isEqualTo("consoleUrl"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://certifier.example.com/ssh, https://certifier.example.com/ssh",
        "https://certifier.example.com,     https://certifier.example.com/ssh",
        "https://certifier.example.com/a/b, https://certifier.example.com/ssh",
        "http://127.0.0.1:8571,             http://127.0.0.1:8571/ssh",
    })
    void theCertifiersPathIsAlwaysTheSame(String configured, String effective) {
        assertThat(new Endpoints(API, API, configured, "id", null).certificate())
                .isEqualTo(effective);
    }

    @Test
    void whatIsEnteredIsKeptWithoutSpacesAroundAName() {
        Service service = new Service(
                "acme",
                " Acme Cloud ",
                new Endpoints(API, API, API, "acme-cli", " "),
                Service.UPSUN.ssh(),
                Service.UPSUN.cli());

        assertThat(service.name()).isEqualTo("Acme Cloud");
        assertThat(service.endpoints().clientId()).isEqualTo("acme-cli");
    }

    @Test
    void slashesAtTheEndDoNotCount() {
        assertThat(new Endpoints(API + "/api//", API + "/", API, "id", null).token())
                .isEqualTo(API + "/oauth2/token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                             | is missing",
                "http://api.example.com         | must use https",
                "ftp://api.example.com          | must use https",
                "https://user:pw@api.example.com | has a user name or password",
                "https://api.example.com?x=1    | must end after its path",
                "https://api.example.com#x      | must end after its path",
                "https://                       | is no URL. Check it from character 9 on",
                "api.example.com                | is no URL with a host",
                "https://api example.com        | is no URL. Check it from character 9 on",
            })
    @DisplayName("SECURITY-2163, -2290, a connection to anybody's URL")
    void aUrlThatCannotBeUsedIsNamedWithItsField(String url, String message) {
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> new Endpoints(url, API, API, "id", null))
                .withMessageStartingWith("apiUrl: ")
                .withMessageContaining(message)
                .withMessageNotContaining("pw")
                .satisfies(e -> assertThat(e.field()).isEqualTo("apiUrl"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8571", "http://127.0.0.1", "http://[::1]:8571"})
    void httpIsForLoopbackAlone(String url) {
        assertThat(new Endpoints(url, url, url, "id", null).api()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "ssh.eu-5.platform.sh,     true",
        "SSH.EU-5.PLATFORM.SH,     true",
        "evilplatform.sh,          false",
        "platform.sh.evil.example, false",
        "platform.sh,              false",
    })
    void aHostIsOfTheServiceOnADotBoundary(String host, boolean expected) {
        assertThat(Service.PLATFORMSH.ssh().contains(host)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host *",
                "Match all",
                "Include /tmp/x",
                "ProxyCommand",
                "StrictHostKeyChecking no\nHost *",
                "# x"
            })
    void anSshOptionCannotLeaveItsBlock(String option) {
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() ->
                        new SshHosts(List.of("*.example.com"), List.of(), UnknownHosts.REFUSE, false, List.of(option)))
                .withMessageStartingWith("sshOptions: ");
    }

    @Test
    void aDomainOfAnyLengthIsRead() {
        String domain = "a" + ".a".repeat(20_000);

        assertThat(SshHosts.of(List.of(domain), UnknownHosts.REFUSE).contains(domain))
                .isTrue();
    }

    @Test
    void domainsAreNamesOrWildcards() {
        for (String domain : Set.of("*", "*.", "a b", "*.example.com\nHost *", "!x", "")) {
            assertThatExceptionOfType(InvalidFieldException.class)
                    .as(domain)
                    .isThrownBy(() -> SshHosts.of(List.of(domain), UnknownHosts.REFUSE))
                    .withMessageStartingWith("sshDomains: ");
        }
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> SshHosts.of(List.of(), UnknownHosts.REFUSE))
                .withMessage("sshDomains: is missing. Enter at least one, such as *.example.com");
    }

    @Test
    void aServiceWithoutAnIdSaysSo() {
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() ->
                        new Service(" ", "x", Service.UPSUN.endpoints(), Service.UPSUN.ssh(), Service.UPSUN.cli()))
                .withMessage("id: is missing. Use small letters, digits and '-', and begin with a letter or digit");
    }
}
