package io.jenkins.plugins.webpaas.api;

import static io.jenkins.plugins.webpaas.api.FakeService.json;
import static io.jenkins.plugins.webpaas.api.FakeService.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.service.Endpoints;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.Optional;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebPaasApiTest {
    private static final String ENVIRONMENTS = "/projects/abc/environments";

    private final FakeService fake;

    WebPaasApiTest() throws Exception {
        fake = new FakeService();
    }

    @AfterEach
    void close() {
        fake.close();
    }

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
                        + " Check that the API token is a user's.");
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
                .isEqualTo(new Project("abc", null, null, null, null, null, new Links(java.util.Map.of())));
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

    @ParameterizedTest
    @CsvSource({
        "main, main",
        "feature/x, feature%2Fx",
        "a b, a%20b",
        "a+b, a+b",
        "50%, 50%25",
        "a%2Fb, a%252Fb",
        "a?b#c, a%3Fb%23c",
        "\u00fc, %C3%BC",
        "a..b, a..b",
    })
    void anEnvironmentsNameIsOneSegment(String name, String encoded) throws Exception {
        fake.answer(ENVIRONMENTS + "/" + encoded, json("{\"id\": \"found\"}"));

        assertThat(fake.api().environment("abc", name).id()).isEqualTo("found");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "..", "../x", "a/../b", "a/.", "./a"})
    void aNameThatLeadsElsewhereIsNotSent(String name) {
        WebPaasException failure = CallFailure.call(() -> fake.api().environment("abc", name));

        assertThat(failure.problem()).isEqualTo(Problem.INVALID);
        assertThat(failure).hasMessageEndingWith("Enter its id, which is its git branch.");
        assertThat(fake.requests).isEmpty();
    }

    @Test
    void aDotIsTheDefaultEnvironment() throws Exception {
        fake.answer("/projects/abc", json("{\"id\": \"abc\", \"default_branch\": \"main\"}"));
        fake.answer(ENVIRONMENTS + "/main", json("{\"id\": \"main\", \"type\": \"production\"}"));

        assertThat(fake.api().environment("abc", ".").type()).isEqualTo("production");
    }

    @Test
    void aProjectWithoutADefaultEnvironment() {
        fake.answer("/projects/abc", json("{\"id\": \"abc\", \"default_branch\": null}"));

        WebPaasException failure = CallFailure.call(() -> fake.api().environment("abc", "."));

        assertThat(failure.problem()).isEqualTo(Problem.NOT_FOUND);
        assertThat(failure).hasMessage("Project 'abc' has no default environment. Name one.");
    }

    @Test
    void anEnvironmentIsFoundByItsMachineName() throws Exception {
        fake.answer(
                ENVIRONMENTS,
                json(
                        "[null, 7, {\"machine_name\": \"feature-x-3hqtmcw\"}, {\"id\": \"main\"},"
                                + " {\"id\": \"feature/x\", \"machine_name\": \"feature-x-3hqtmcw\", \"status\": \"active\"}]"));

        Environment environment = fake.api().environment("abc", "feature-x-3hqtmcw");

        assertThat(environment.id()).isEqualTo("feature/x");
        assertThat(environment.status()).isEqualTo("active");
    }

    @Test
    void aListMayBeLong() throws Exception {
        fake.answer(
                ENVIRONMENTS,
                json("[{\"id\": \"a\", \"title\": \"" + "x".repeat(3_000_000)
                        + "\"}, {\"id\": \"b\", \"machine_name\": \"c\"}]"));

        assertThat(fake.api().environment("abc", "c").id()).isEqualTo("b");
    }

    @Test
    void allEnvironmentsInTheServicesOrder() throws Exception {
        fake.answer(
                ENVIRONMENTS,
                json("[null, 7, {\"title\": \"no id\"}, {\"id\": \"main\", \"type\": \"production\"},"
                        + " {\"id\": \"feature/x\", \"title\": \"X\"}]"));

        assertThat(fake.api().environments("abc"))
                .extracting(Environment::id, Environment::title, Environment::type)
                .containsExactly(tuple("main", null, "production"), tuple("feature/x", "X", null));
    }

    @Test
    void environmentsOfWhatIsNoProjectAreNotAskedFor() {
        assertThat(CallFailure.call(() -> fake.api().environments("a/b")).problem())
                .isEqualTo(Problem.INVALID);
        assertThat(fake.requests).isEmpty();
    }

    @Test
    void anEnvironmentThatIsNotThere() {
        fake.answer(ENVIRONMENTS, json("[]"));

        WebPaasException failure = CallFailure.call(() -> fake.api().environment("abc", "feature/x"));

        assertThat(failure.problem()).isEqualTo(Problem.NOT_FOUND);
        assertThat(failure)
                .hasMessage("Could not read environment 'feature/x' of project 'abc': Acme (127.0.0.1) answered 404."
                        + " Check the environment's name, and that the machine user has access to it.");
    }

    /** As a gateway does that decodes the slash of a branch's name. */
    @Test
    void anEnvironmentThatOnlyTheListHas() throws Exception {
        fake.answer(
                ENVIRONMENTS,
                json(
                        "[{\"id\": \"other\", \"machine_name\": \"feature/x\"}, {\"id\": \"feature/x\", \"machine_name\": \"feature-x-abc\"}]"));

        assertThat(fake.api().environment("abc", "feature/x").id()).isEqualTo("feature/x");
        assertThat(fake.api().environment("abc", "feature-x-abc").id()).isEqualTo("feature/x");
    }

    @Test
    void anEnvironmentOfAProjectThatIsNotThere() {
        assertThat(CallFailure.call(() -> fake.api().environment("abc", "main")))
                .hasMessage("Could not list the environments of project 'abc': Acme (127.0.0.1) answered 404."
                        + " Check the project id, and that the machine user has access to the project.");
    }

    @Test
    void otherFailuresAreNotLookedFurtherInto() {
        fake.answer(ENVIRONMENTS + "/main", status(403));

        assertThat(CallFailure.call(() -> fake.api().environment("abc", "main")).problem())
                .isEqualTo(Problem.FORBIDDEN);
        assertThat(fake.requests(ENVIRONMENTS)).isEmpty();
    }

    @Test
    void aBaseUrlMayHaveAPath() throws Exception {
        fake.answer("/gateway/api/projects/abc", json("{\"id\": \"abc\"}"));
        Service plain = fake.service();
        Service below = new Service(
                plain.id(),
                plain.name(),
                Endpoints.of(
                        plain.endpoints().api() + "/gateway/api",
                        plain.endpoints().auth().toString(),
                        plain.endpoints().certifier().toString(),
                        "acme-cli"),
                plain.ssh(),
                plain.cli());

        assertThat(fake.client()
                        .as(new ApiToken(below, FakeService.SECRET))
                        .project("abc")
                        .id())
                .isEqualTo("abc");
    }

    @Test
    void theSshAddressComesWithTheEnvironment() throws Exception {
        fake.answer(
                ENVIRONMENTS + "/main",
                json(
                        "{\"id\": \"main\", \"_links\": {\"pf:ssh:app\": {\"href\": \"ssh://abc-main--app@ssh.acme.example\"}}}"));

        assertThat(fake.api().environment("abc", "main").sshAddress("app"))
                .isEqualTo(Optional.of("abc-main--app@ssh.acme.example"));
    }
}
