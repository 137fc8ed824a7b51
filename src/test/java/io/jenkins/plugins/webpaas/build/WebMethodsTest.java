package io.jenkins.plugins.webpaas.build;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.model.Item;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.tool.WebPaasCli;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.POST;

/**
 * What a browser can call: by POST alone, and who may not see a form learns nothing by it and makes Jenkins ask nobody for him. A method
 * that is added is tested as well; if it answers everybody alike, it must be listed here with the reason why it may.
 */
class WebMethodsTest extends StandInTest {
    private static final Map<String, String> ALIKE_FOR_ALL = Map.of(
            "doFillSshItems", "the modes of the documentation",
            "doFillFromItems", "the places of the documentation",
            "doFillEnvironmentTypeItems", "the types of the documentation");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.jenkins.plugins.webpaas");

    /** What forms send, all of it right, so that nothing but the permission is missing. */
    private static final Map<String, String> VALUES = Map.of(
            "credentialsId", StandInJenkins.CREDENTIALS_ID,
            "project", StandIn.PROJECT,
            "environment", "main",
            "service", StandInJenkins.SERVICE,
            "token", StandIn.API_TOKEN);

    /** Of all other parameters: what no field takes, and nothing. */
    private static final List<String> OTHER_VALUES = List.of("?!/..", "");

    /** Names of services, tools, projects, environments and accounts. */
    private static final Pattern SHOWN_TO_ADMINS =
            Pattern.compile("Upsun|upsun 5|Stand-in|Shop|feature/x|@example.com");

    private JenkinsRule.WebClient reader;
    private JenkinsRule.WebClient admin;

    @BeforeEach
    void restrict() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.DISCOVER)
                .everywhere()
                .to("reader"));
        jenkins.jenkins
                .getDescriptorByType(WebPaasCli.DescriptorImpl.class)
                .setInstallations(new WebPaasCli("upsun 5", "/opt/upsun", List.of()));
        jenkins.createFreeStyleProject("job");
        reader = client("reader");
        admin = client("admin");
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        return jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user);
    }

    @Test
    void allAreMethodsOfForms() {
        Set<String> forms = WebMethod.all().stream()
                .map(method -> method.method().getDeclaringClass().getName() + "."
                        + method.method().getName())
                .collect(Collectors.toSet());

        assertThat(CLASSES.stream()
                        .flatMap(owner -> owner.getMethods().stream())
                        .filter(method -> method.getModifiers().contains(PUBLIC))
                        .filter(method -> method.getName().matches("do[A-Z].*")
                                || method.isAnnotatedWith("org.kohsuke.stapler.WebMethod"))
                        .map(method -> method.getOwner().getName() + "." + method.getName()))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(forms);
    }

    @Test
    void theyTakePostsAlone() throws Exception {
        for (WebMethod method : WebMethod.all()) {
            assertThat(method.method().isAnnotationPresent(POST.class)
                            || method.method().isAnnotationPresent(RequirePOST.class))
                    .as(method.toString())
                    .isTrue();
            assertThat(method.get(admin).getStatusCode()).as(method.toString()).isIn(404, 405);
        }
        assertThat(standIn.requests().all()).isEmpty();
    }

    @Test
    void theyTellNothingToThoseWhoMayNotKnow() throws Exception {
        List<String> alike = new ArrayList<>();
        for (WebMethod method : WebMethod.all()) {
            for (String context : List.of("", "job/job/")) {
                standIn.requests().clear();
                List<String> toReader = answers(method, reader, context);
                assertThat(standIn.requests().all()).as(method.toString()).isEmpty();
                List<String> toAdmin = answers(method, admin, context);
                if (toReader.equals(toAdmin)) {
                    alike.add(method.method().getName());
                } else {
                    assertThat(toReader)
                            .as(method + " at '" + context + "'")
                            .noneMatch(answer -> SHOWN_TO_ADMINS.matcher(answer).find());
                }
            }
        }

        assertThat(Set.copyOf(alike)).isEqualTo(ALIKE_FOR_ALL.keySet());
    }

    private static List<String> answers(WebMethod method, JenkinsRule.WebClient client, String context)
            throws Exception {
        List<String> answers = new ArrayList<>();
        for (String other : OTHER_VALUES) {
            WebResponse answer = method.post(client, context, VALUES, other);
            answers.add(
                    answer.getStatusCode() + " " + (answer.getStatusCode() == 403 ? "" : answer.getContentAsString()));
        }
        return answers;
    }
}
