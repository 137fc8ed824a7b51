package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class EnvironmentGuardTest {
    @Test
    void allowsEnvironmentsOfItsTypeAlone() throws Exception {
        try (StandIn standIn = StandIn.start()) {
            Environment main = StandInService.client(Clock.systemUTC())
                    .as(new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN))
                    .environment(StandIn.PROJECT, "main");

            assertThat(new EnvironmentGuard(null).objection(main)).isEmpty();
            assertThat(new EnvironmentGuard("production").objection(main)).isEmpty();
            assertThat(new EnvironmentGuard("production").type()).isEqualTo("production");
            assertThat(new EnvironmentGuard("staging").objection(main))
                    .hasValue("environment 'main' is of the type production, not staging");
        }
    }

    @Test
    void thereAreThreeTypes() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new EnvironmentGuard("prod"))
                .withMessage("environmentType: 'prod' is none of production, staging, development");
    }
}
