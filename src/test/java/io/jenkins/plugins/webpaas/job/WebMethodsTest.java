package io.jenkins.plugins.webpaas.job;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.model.Item;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.tool.WebPaasCli;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.POST;

/**
 * Tests all web methods: they accept POST only, and for a user without the permission for the form they reveal nothing and make Jenkins call no
 * service. New methods are tested too. A method that answers all users alike must be listed here with the reason.
 */
class WebMethodsTest extends StandInJenkinsTest {
    private static final Map<String, String> ALIKE_FOR_ALL = Map.ofEntries(
            entry("doFillSshItems", "the modes of the documentation"),
            entry("doFillFromItems", "the places of the documentation"),
            entry("doFillEnvironmentTypeItems", "the types of the documentation"),
            entry("doFillTypeItems", "the types of the documentation"),
            entry("doFillStrategyItems", "the strategies of the documentation"),
            entry("doCheckTimeout", "what a number is"),
            entry("doCheckActivityTimeout", "what a number is"),
            entry("doCheckSshTimeout", "what a number is"),
            entry("doCheckRotationDays", "what a number is"),
            entry("doCheckCommand", "what a command is"),
            entry("doCheckReturnStatus", "what a command can return"),
            entry("doCheckData", "what a synchronization needs"),
            entry("doCheckRebase", "what a synchronization needs"),
            entry("doCheckCredentialsId", "nothing, of steps that inherit theirs"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.jenkins.plugins.webpaas");

    /** Valid values of forms, so that a call lacks nothing but the permission. */
    private static final Map<String, String> VALUES = Map.of(
            "credentialsId",
            StandInJenkins.CREDENTIALS_ID,
            "project",
            StandIn.PROJECT,
            "environment",
            "main",
            "service",
            StandInJenkins.SERVICE,
            "token",
            StandIn.API_TOKEN,
            "id",
            "upsun",
            "sshDomains",
            "*.example.com",
            "sshOptions",
            "Port 22");

    /** Values of all other parameters: an invalid one and an empty one. */
    private static final List<String> OTHER_VALUES = List.of("-?!/..", "");

    /** Names of services, tools, projects, environments, operations and accounts. */
    private static final Pattern SHOWN_TO_ADMINS =
            Pattern.compile("Upsun|upsun 5|Stand-in|Shop|feature/x|clear-cache|@example.com");

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
        standIn.world().project(StandIn.PROJECT).environment("main").addRuntimeOperation("app", "clear-cache");
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
    void allAreMethodsOfFormsAndPages() {
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

    @TestFactory
    @DisplayName("SECURITY-2163, -1982, a request by another site's page")
    Stream<DynamicTest> eachTakesPostsAlone() {
        return WebMethod.all().stream()
                .map(method -> dynamicTest(method.toString(), () -> {
                    assertThat(method.method().isAnnotationPresent(POST.class)
                                    || method.method().isAnnotationPresent(RequirePOST.class))
                            .isTrue();
                    assertThat(method.get(admin).getStatusCode()).isIn(404, 405);
                    assertThat(standIn.requests().all()).isEmpty();
                }));
    }

    @TestFactory
    @DisplayName("SECURITY-2189, -2342, -3808, ids told by a list box, a check, or a list of services")
    Stream<DynamicTest> eachTellsNothingToThoseWhoMayNotKnow() {
        Set<String> alike = new HashSet<>();
        return Stream.concat(
                WebMethod.all().stream()
                        .map(method -> dynamicTest(method.toString(), () -> {
                            for (String context : method.isOfForm() ? List.of("", "job/job/") : List.of("")) {
                                if (tellsAllAlike(method, context)) {
                                    alike.add(method.method().getName());
                                }
                            }
                        })),
                Stream.of(dynamicTest("those that tell everybody the same", () -> assertThat(alike)
                        .isEqualTo(ALIKE_FOR_ALL.keySet()))));
    }

    private boolean tellsAllAlike(WebMethod method, String context) throws Exception {
        standIn.requests().clear();
        List<String> toReader = answers(method, reader, context);
        assertThat(standIn.requests().all()).isEmpty();
        List<String> toAdmin = answers(method, admin, context);
        if (toReader.equals(toAdmin)) {
            return true;
        }
        assertThat(toReader)
                .as("at '" + context + "'")
                .noneMatch(answer -> SHOWN_TO_ADMINS.matcher(answer).find());
        return false;
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
