package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Fuzzes the answers of the API. An input is the answer of a {@link CannedService} to every request of a session. */
class ApiAnswersFuzzTest {
    private static final String PROJECT = "abcdefghij234";

    private final CannedService service = new CannedService(true);

    @FuzzTest
    void areReadOrRefused(byte[] input) throws IOException {
        check(input, api -> assertThat(api.certificate("ssh-ed25519 AAAA x")).doesNotContain("\n", "\r"));
        check(input, api -> assertThat(api.me().id()).isNotNull());
        check(input, api -> assertThat(api.projects()).allMatch(project -> project.id() != null));
        check(input, api -> assertThat(api.project(PROJECT).id()).isNotNull());
        check(input, api -> api.environments(PROJECT).forEach(ApiAnswersFuzzTest::read));
        check(input, api -> read(api.environment(PROJECT, "main")));
    }

    private void check(byte[] input, CannedService.Call call) throws IOException {
        service.check(input, call);
    }

    private static void read(Environment environment) {
        assertThat(environment.id()).isNotNull();
        for (String container : environment.containers()) {
            environment.sshAddress(container, null).ifPresent(ApiAnswersFuzzTest::assertIsAddress);
        }
        environment.sshAddress(null, null).ifPresent(ApiAnswersFuzzTest::assertIsAddress);
        environment.sshAddress(null, "queue").ifPresent(ApiAnswersFuzzTest::assertIsAddress);
    }

    /** Checks that an address can be a word of a command line. */
    private static void assertIsAddress(String address) {
        assertThat(address).matches("\\w[\\w.-]*@[A-Za-z0-9][A-Za-z0-9.-]*");
    }
}
