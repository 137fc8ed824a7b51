package io.jenkins.plugins.webpaas.api;

import static io.jenkins.plugins.webpaas.api.FakeService.json;
import static io.jenkins.plugins.webpaas.api.FakeService.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how an environment is found by its id, by its machine name, or as the default one. */
class EnvironmentLookupTest extends FakeServiceTest {
    private static final String ENVIRONMENTS = "/projects/abc/environments";

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

    /** A gateway that decodes the slash of a branch's name answers 404. */
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
    void theSshAddressComesWithTheEnvironment() throws Exception {
        fake.answer(
                ENVIRONMENTS + "/main",
                json(
                        "{\"id\": \"main\", \"_links\": {\"pf:ssh:app\": {\"href\": \"ssh://abc-main--app@ssh.acme.example\"}}}"));

        assertThat(fake.api().environment("abc", "main").sshAddress("app", null))
                .hasValue("abc-main--app@ssh.acme.example");
    }
}
