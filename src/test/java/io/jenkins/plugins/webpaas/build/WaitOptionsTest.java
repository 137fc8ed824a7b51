package io.jenkins.plugins.webpaas.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class WaitOptionsTest {
    @Test
    void whatAStepDoesNotSayIsConfigured(JenkinsRule jenkins) {
        assertThat(WaitOptions.of(false, null, false, true).timeout()).isZero();
        assertThat(CommandRun.timeout(null)).isNull();

        WebPaasConfiguration.get().setActivityTimeout(60);
        WebPaasConfiguration.get().setSshTimeout(10);

        assertThat(WaitOptions.of(false, null, false, true).timeout()).isEqualTo(60);
        assertThat(WaitOptions.of(false, 0, false, true).timeout()).isZero();
        assertThat(WaitOptions.of(false, 5, false, true).timeout()).isEqualTo(5);
        assertThat(CommandRun.timeout(null)).isEqualTo(Duration.ofMinutes(10));
        assertThat(CommandRun.timeout(0)).isNull();
        assertThat(CommandRun.timeout(5)).isEqualTo(Duration.ofMinutes(5));
    }
}
