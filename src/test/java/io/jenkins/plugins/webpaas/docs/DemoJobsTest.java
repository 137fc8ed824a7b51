package io.jenkins.plugins.webpaas.docs;

import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Pipelines of the Jenkins to try succeed. */
class DemoJobsTest extends StandInJenkinsTest {

    @ParameterizedTest
    @ValueSource(strings = {"declarative", "preview", "scripted"})
    void theBuildSucceeds(String job) throws Exception {
        standIn.world().play(Script.success(Duration.ofMillis(300), "Finished\n"));

        success(Files.readString(Path.of("src", "demo", job + ".groovy")));
    }
}
