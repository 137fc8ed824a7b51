package io.jenkins.plugins.webpaas;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.config.FieldLabels;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;

/** Messages name a field as its form does. */
class FieldLabelsInFormsTest {
    private static final Resource MESSAGES = Resource.of("io.jenkins.plugins.webpaas.config", "Messages.properties");

    /** Fields that are only ever as they should be: they are chosen from what there is, or hold nothing to enter. */
    private static final Set<String> WITHOUT_ERRORS = Set.of("allBuiltInServices", "customServices");

    @TestFactory
    Stream<DynamicTest> aLabelIsTheTitleOfTheField() {
        return Resource.all(".jelly").stream().flatMap(view -> view.elements().stream()
                .filter(entry -> entry.getTagName().equals("f:entry"))
                .filter(entry -> entry.hasAttribute("title") && entry.hasAttribute("field"))
                .filter(entry -> !WITHOUT_ERRORS.contains(entry.getAttribute("field")))
                .filter(entry -> !isSourceOfRestoration(view, entry))
                .map(entry -> DynamicTest.dynamicTest(
                        view + ", " + entry.getAttribute("field"), () -> compare(view, entry))));
    }

    /** Tells whether a field is {@code from} of a restoration. Messages with this name are about {@code from} of a command. */
    private static boolean isSourceOfRestoration(Resource view, Element entry) {
        return view.owner().endsWith("WebPaasRestoreStep")
                && entry.getAttribute("field").equals("from");
    }

    private static void compare(Resource view, Element entry) {
        String field = entry.getAttribute("field");
        String title = entry.getAttribute("title").replaceAll("^\\$\\{%|}$", "");
        String key = "Field." + (field.equals("credentialsId") ? "token" : field);
        Map<String, String> french = view.french(".properties").texts();

        assertThat(MESSAGES.texts()).containsEntry(key, title);
        assertThat(MESSAGES.french(".properties").texts().get(key)).isEqualTo(french.get(title));
        assertThat(FieldLabels.inMessage(field + ": is missing")).isEqualTo(title + ": is missing");
    }

    @Test
    void aMessageOfAFormsBuildNamesLabels() {
        assertThat(FieldLabels.inMessage("credentialsId: there is no credential 'nobody' that this build may use"))
                .isEqualTo("API token: there is no credential 'nobody' that this build may use");
        assertThat(FieldLabels.inMessage("Web PaaS CLI 'webpaas 5', url: is missing"))
                .isEqualTo("Web PaaS CLI 'webpaas 5', URL of the archive: is missing");
        assertThat(FieldLabels.inMessage("Activity a (push) failed. The end of its log:\nproject: x, environment: y"))
                .as("lines of others stay as they are")
                .isEqualTo("Activity a (push) failed. The end of its log:\nproject: x, environment: y");
        assertThat(FieldLabels.inMessage("Could not ask: Stand-in (127.0.0.1) answered 404"))
                .isEqualTo("Could not ask: Stand-in (127.0.0.1) answered 404");
    }
}
