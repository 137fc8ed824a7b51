package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.LocalNode;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions in other languages, and in directories with unusual names. */
class NodeLocaleTest {
    private final Locale locale = Locale.getDefault();
    private final ControllerFixture controller = new ControllerFixture();

    @TempDir
    private Path directory;

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        controller.close();
    }

    /** Turkish has two letters i. The other languages have their own digits, calendar or direction. */
    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "fa-IR-u-nu-arabext"})
    void aJvmInAnotherLanguage(String tag) throws Exception {
        Locale.setDefault(Locale.forLanguageTag(tag));

        assertClientsLogIn(directory.resolve("job@tmp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "Über größe",
                "a#b",
                "a\\b",
                "a,b",
                "a;b",
                "a&b",
                "a(b)",
                "a!b",
                "a*b",
                "a~b",
                "a=b",
                "a[b]",
                "a|b",
                "a?b",
                "a+b",
                "a@b",
                "~",
                "#",
                "=a"
            })
    void aWorkspaceOfThatName(String name) throws Exception {
        assertClientsLogIn(directory.resolve(name).resolve("job@tmp"));
    }

    private void assertClientsLogIn(Path base) throws Exception {
        LocalNode node = new LocalNode(base);
        ApiToken token = new ApiToken(serviceWithHostsInCapitals(), StandIn.API_TOKEN);
        for (SshMode mode : new SshMode[] {SshMode.AGENT, SshMode.FILES}) {
            Session session = controller.sessions.open(token, mode, new Target(StandIn.PROJECT, "main"), node);
            String shop = "shop" + mode;

            String output = Command.shell("ssh \"$WEBPAAS_SSH_URL\" echo hello; git clone -q \"$WEBPAAS_GIT_URL\" "
                            + shop + " && git -C " + shop + " push -q \"$WEBPAAS_GIT_URL\" HEAD:main")
                    .with(session.environment(Map.of()))
                    .in(directory)
                    .output();

            assertThat(session.ssh()).isEqualTo(mode);
            assertThat(session.notes().get(0))
                    .matches(
                            "Logged in to Stand-in as the account '[0-9a-f-]+' with an SSH certificate until [0-9TZ:.-]+");
            assertThat(output).contains("hello\n");
            controller.sessions.close(session, token.service(), node);
        }
    }

    /** Returns a service whose host keys an administrator has entered in capitals, of which each language has its own small letters. */
    private Service serviceWithHostsInCapitals() {
        String[] line = controller.standIn.hostKey().split(" ", 2);
        return StandInService.of(
                controller.standIn, UnknownHosts.REFUSE, List.of(line[0].toUpperCase(Locale.ROOT) + ' ' + line[1]));
    }
}
