package io.jenkins.plugins.webpaas.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.support.Command;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The demo prints what the README says of it. */
class DemoTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void theLogGoesFromTheLoginToTheDeletionOfThePreviewEnvironment() {
        String log = Command.of(JAVA, "-cp", System.getProperty("java.class.path"), Demo.class.getName())
                .output();

        assertThat(log)
                .containsSubsequence(
                        "Logged in to Stand-in",
                        "+ git clone ",
                        "git push \"$WEBPAAS_GIT_URL\" HEAD:main",
                        "+ ssh \"$WEBPAAS_SSH_URL\"",
                        "+ scp ",
                        "rsync ",
                        "[Pipeline] webPaasPush environment: 'pr-12'",
                        "git push -o environment.status=active",
                        "Building application 'app'",
                        "The site of environment 'pr-12', a child of 'feature/x', is https://pr-12-",
                        "Tested pr-12",
                        "[Pipeline] webPaasDelete environment: 'pr-12'",
                        "Environment 'pr-12' is gone",
                        "no file, socket or thread of it is left",
                        "Finished: SUCCESS");
    }
}
