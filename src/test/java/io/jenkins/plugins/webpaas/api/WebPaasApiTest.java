package io.jenkins.plugins.webpaas.api;

import static io.jenkins.plugins.webpaas.api.FakeService.json;
import static io.jenkins.plugins.webpaas.api.FakeService.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.service.Endpoints;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the user, certificates and projects of an account. */
class WebPaasApiTest extends FakeServiceTest {
    @Test
    void me() throws Exception {
        fake.answer("/users/me", json("{\"id\": \"user-1\", \"username\": \"bot\", \"email\": \"bot@example.com\"}"));

        assertThat(fake.api().me()).isEqualTo(new User("user-1", "bot", "bot@example.com"));

        RecordedRequest request = fake.requests.get(1);
        assertThat(request.getRequestLine()).isEqualTo("GET /users/me HTTP/1.1");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer access-1");
        assertThat(request.getHeaders().get("User-Agent")).isEqualTo("Jenkins-WebPaaS/1.0 (test)");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void aServiceWithoutOrganizationsKnowsTheOlderMe(int refusal) throws Exception {
        fake.answer("/users/me", status(refusal));
        fake.answer("/me", json("{\"id\": \"user-1\", \"username\": \"bot\", \"mail\": \"bot@example.com\"}"));

        assertThat(fake.api().me()).isEqualTo(new User("user-1", "bot", "bot@example.com"));
    }

    @Test
    void aFailureOfTheOlderMeIsTold() {
        fake.answer("/users/me", status(404));
        fake.answer("/me", status(500));

        assertThat(CallFailure.call(() -> fake.api().me()).problem()).isEqualTo(Problem.SERVER_ERROR);
    }

    @Test
    void aTokenThatIsNoUsers() {
        fake.answer("/users/me", status(403));

        assertThat(CallFailure.call(() -> fake.api().me()))
                .hasMessage("Could not find out whom the API token belongs to: Acme (127.0.0.1) answered 403."
                        + " Check that the API token belongs to a user.");
    }

    @Test
    void certificate() throws Exception {
        fake.answer("/ssh", json("{\"certificate\": \" ssh-ed25519-cert-v01@openssh.com AAAA+/= by acme\\n\"}"));

        assertThat(fake.api().certificate("ssh-ed25519 AAAA jenkins"))
                .isEqualTo("ssh-ed25519-cert-v01@openssh.com AAAA+/= by acme");

        RecordedRequest request = fake.requests("/ssh").get(0);
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer access-1");
        assertThat(request.getBody().utf8()).isEqualTo("{\"key\":\"ssh-ed25519 AAAA jenkins\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"certificate\": null}",
                "{\"certificate\": \"\"}",
                "{\"certificate\": 7}",
                "{\"certificate\": \"ssh-ed25519-cert-v01@openssh.com\"}",
                "{\"certificate\": \"ssh-ed25519-cert-v01@openssh.com AAAA\\nHost *\"}",
            })
    void anAnswerWithoutACertificate(String body) {
        fake.answer("/ssh", json(body));

        assertThat(CallFailure.call(() -> fake.api().certificate("ssh-ed25519 AAAA")))
                .hasMessageStartingWith(
                        "Could not get an SSH certificate: Acme (127.0.0.1) answered 200 with something else"
                                + " instead of the API's JSON.");
    }

    @Test
    void project() throws Exception {
        fake.answer(
                "/projects/abc",
                json(
                        "{\"id\": \"abc\", \"title\": \"Shop\", \"default_branch\": \"main\", \"new\": [1],"
                                + " \"repository\": {\"url\": \"abc@git.acme.example:abc.git\"}, \"status\": {\"code\": \"ok\"},"
                                + " \"_links\": {\"self\": {\"href\": \"/projects/abc\"}, \"curies\": [{\"href\": \"x\"}], \"y\": null}}"));

        Project project = fake.api().project("abc");

        assertThat(project.title()).isEqualTo("Shop");
        assertThat(project.defaultBranch()).isEqualTo("main");
        assertThat(project.repositoryUrl()).isEqualTo("abc@git.acme.example:abc.git");
        assertThat(project.status()).isEqualTo("ok");
        assertThat(project.links().hrefs()).containsOnlyKeys("self");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"abc\"}",
                "{\"id\": \"abc\", \"title\": null, \"default_branch\": null, \"repository\": null, \"_links\": null}",
                "{\"id\": \"abc\", \"title\": 7, \"default_branch\": {}, \"repository\": \"x\", \"status\": [], \"_links\": 7}",
            })
    void aProjectMayLackEverythingButItsId(String body) throws Exception {
        fake.answer("/projects/abc", json(body));

        assertThat(fake.api().project("abc"))
                .isEqualTo(new Project("abc", null, null, null, null, null, new Links(Map.of())));
    }

    @Test
    void aProjectAndItsEnvironmentsAreInTheConsole() throws Exception {
        fake.answer("/projects/abc", json("{\"id\": \"abc\", \"organization\": \"01H\"}"));
        Project project = fake.api().project("abc");

        assertThat(project.consoleUrl(Service.UPSUN, "feature/x"))
                .hasValue("https://console.upsun.com/01H/abc/feature%2Fx");
        assertThat(project.consoleUrl(Service.UPSUN, null)).hasValue("https://console.upsun.com/01H/abc");
        assertThat(project.consoleUrl(fake.service(), "main")).isEmpty();
        fake.answer("/projects/abc", json("{\"id\": \"abc\"}"));
        assertThat(fake.api().project("abc").consoleUrl(Service.OVHCLOUD, "main"))
                .hasValue("https://eu.console.webpaas.ovhcloud.com/projects/abc");
    }

    @Test
    void aStatusMayBeAText() throws Exception {
        fake.answer("/projects/abc", json("{\"id\": \"abc\", \"status\": \"suspended\"}"));

        assertThat(fake.api().project("abc").status()).isEqualTo("suspended");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "ABC", "a/b", "..", "a b", "a?b", "abc%2F", "ab\u00e9"})
    void aProjectIdIsNotSentUnlessItCanBeOne(String id) {
        WebPaasException failure = CallFailure.call(() -> fake.api().project(id));

        assertThat(failure.problem()).isEqualTo(Problem.INVALID);
        assertThat(failure)
                .hasMessageEndingWith(
                        "is no project id. Enter the small letters and digits that the console shows as the"
                                + " project's id.");
        assertThat(CallFailure.call(() -> fake.api().environment(id, "main")).problem())
                .isEqualTo(Problem.INVALID);
        assertThat(fake.requests).isEmpty();
    }

    @Test
    void aBaseUrlMayHaveAPath() throws Exception {
        fake.answer("/gateway/api/projects/abc", json("{\"id\": \"abc\"}"));
        Service plain = fake.service();
        Service below = new Service(
                plain.id(),
                plain.name(),
                new Endpoints(
                        plain.endpoints().api() + "/gateway/api",
                        plain.endpoints().auth(),
                        plain.endpoints().certifier(),
                        "acme-cli",
                        null),
                plain.ssh(),
                plain.cli());

        assertThat(fake.client()
                        .as(new ApiToken(below, FakeService.SECRET))
                        .project("abc")
                        .id())
                .isEqualTo("abc");
    }
}
