package io.jenkins.plugins.webpaas.step;

import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

/** A Pipeline that clones the repository of the service, commits and pushes. */
abstract class PushFixture extends StandInJenkinsTest {
    static final String LOGIN = "withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234')";

    /** Checks out the repository of the service. */
    static final String CLONE = "sh 'rm -rf * .git; git clone -q \"$WEBPAAS_GIT_URL\" .'";

    /** Makes a commit, and sets {@code made} to its id. */
    static final String COMMIT = """
            sh 'git -c user.name=a -c user.email=a@example.com commit -q --allow-empty -m "$BUILD_TAG"'
            def made = sh(script: 'git rev-parse HEAD', returnStdout: true).trim()
            """;

    StandInProject project;

    @BeforeEach
    void playActivities() {
        project = standIn.world().project(StandIn.PROJECT);
        standIn.world().play(Script.success(Duration.ofMillis(100), "Building\n", "Deployed\n"));
    }

    /** Returns a script that clones, commits and runs further lines within a login. */
    static String withCommit(String login, String lines) {
        return "node { " + login + " {\n" + CLONE + "\n" + COMMIT + lines + "\n} }";
    }

    static String withCommit(String lines) {
        return withCommit(LOGIN, lines);
    }
}
