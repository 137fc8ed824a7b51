package io.jenkins.plugins.webpaas.api;

import static io.jenkins.plugins.webpaas.api.FakeService.json;
import static io.jenkins.plugins.webpaas.api.FakeService.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.jenkins.plugins.webpaas.api.http.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the list of projects of services with and without organizations. */
class ProjectListTest extends FakeServiceTest {
    private static final String GRANTED = "/users/user-1/extended-access?filter%5Bresource_type%5D=project";

    ProjectListTest() {
        fake.answer("/users/me", json("{\"id\": \"user-1\"}"));
    }

    @Test
    void allThatWasGranted() throws Exception {
        fake.answer(
                GRANTED,
                json("{\"items\": [{\"resource_id\": \"b\"}], \"_links\": {"
                        + "\"ref:projects:0\": {\"href\": \"/ref/projects?in=b,c&sig=1%2F\"},"
                        + "\"ref:projects:1\": {\"href\": \"https://elsewhere.example/ref/projects?in=a&sig=2\"},"
                        + "\"ref:organizations:0\": {\"href\": \"/ref/organizations?in=o&sig=3\"}}}"));
        fake.answer(
                "/ref/projects?in=b,c&sig=1%2F",
                json(
                        "{\"b\": {\"id\": \"b\", \"title\": \"shop\", \"region\": \"eu-5.acme.example\", \"status\": \"active\"},"
                                + " \"c\": null}"));
        fake.answer("/ref/projects?in=a&sig=2", json("{\"a\": {\"id\": \"a\", \"title\": \"Blog\"}}"));

        assertThat(fake.api().projects())
                .extracting(Project::id, Project::title, Project::status)
                .containsExactly(tuple("a", "Blog", null), tuple("b", "shop", "active"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void aServiceWithoutOrganizations(int code) throws Exception {
        fake.answer(GRANTED, status(code));
        fake.answer("/me", json("{\"id\": \"user-1\", \"projects\": [null, {\"id\": \"a\", \"region\": \"eu\"}]}"));

        assertThat(fake.api().projects()).extracting(Project::id).containsExactly("a");
    }

    @Test
    void nothingWasGranted() throws Exception {
        fake.answer(GRANTED, json("{\"items\": [], \"_links\": {}}"));

        assertThat(fake.api().projects()).isEmpty();
        assertThat(fake.requests("/me")).hasSize(1);
    }

    @Test
    void noListAtAll() {
        assertThat(CallFailure.call(() -> fake.api().projects()))
                .hasMessage("Could not list the projects of the API token's user: Acme (127.0.0.1) answered 404."
                        + " Check that the API token belongs to a user.");
    }

    @Test
    void aFailureIsNotTakenForAServiceWithoutOrganizations() {
        fake.answer(GRANTED, status(503));
        fake.answer("/me", json("{\"projects\": []}"));

        assertThat(CallFailure.call(() -> fake.api().projects()).problem()).isEqualTo(Problem.SERVER_ERROR);
    }
}
