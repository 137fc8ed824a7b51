package io.jenkins.plugins.webpaas.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class ProgramsTest {
    @Test
    void whatIsMissingIsTheReason() {
        assertThat(Programs.find("sh")).get().matches(file -> file.isAbsolute() && file.endsWith("sh"));
        assertThat(Programs.missing("sh", "ssh")).isEmpty();
        assertThat(Programs.missing("sh", "no-such-program", "another")).contains("no-such-program is not installed");
        assertThatThrownBy(() -> Programs.require("no-such-program"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("no-such-program is not installed");
    }
}
