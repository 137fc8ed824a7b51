package io.jenkins.plugins.webpaas.step;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class WaitOptionsTest {
    @Test
    void whatAStepDoesNotSayIsConfigured(JenkinsRule jenkins) {
        assertThat(deadline(null)).isNull();
        assertThat(CommandRun.timeout(null)).isNull();

        WebPaasConfiguration.get().setActivityTimeout(60);
        WebPaasConfiguration.get().setSshTimeout(10);

        Instant now = Instant.now();
        assertThat(deadline(null))
                .isBetween(now.plus(ofMinutes(60)), Instant.now().plus(ofMinutes(60)));
        assertThat(deadline(0)).isNull();
        assertThat(deadline(5)).isBetween(now.plus(ofMinutes(5)), Instant.now().plus(ofMinutes(5)));
        assertThat(CommandRun.timeout(null)).isEqualTo(ofMinutes(10));
        assertThat(CommandRun.timeout(0)).isNull();
        assertThat(CommandRun.timeout(5)).isEqualTo(ofMinutes(5));
    }

    private static Instant deadline(Integer timeout) {
        return new WaitOptions(false, timeout, false, true).deadline();
    }
}
