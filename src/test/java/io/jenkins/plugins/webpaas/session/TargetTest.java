package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @ValueSource(strings = {"main", "feature/x", "feature/a/b", "dependabot/npm/x-1.2", "main-bvxea6i", "."})
    void takesTheNamesOfBranches(String environment) {
        assertThat(new Target("abcdefghij234", environment).environment()).isEqualTo(environment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "..", "../x", "a/../b", "a/./b", "/a", "a//b", "a/"})
    void refusesWhatIsNoName(String environment) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Target("abcdefghij234", environment))
                .withMessageStartingWith("environment: '" + environment + "' is no name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "ABC", "a b", "../x", "https://console.upsun.com/projects/abc"})
    void refusesWhatIsNoProjectId(String project) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Target(project, null))
                .withMessageStartingWith("project: '" + project + "' is no project id");
    }

    @Test
    void anEnvironmentNeedsAProject() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Target("abcdefghij234", null, "web"))
                .withMessage("environment: is missing; app 'web' needs one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Target(null, "main"))
                .withMessage("project: is missing; environment 'main' needs one");
    }

    @Test
    void aStepThatNeedsAnEnvironmentNamesWhatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(Target.NOTHING::checkEnvironment)
                .withMessageStartingWith("project: is missing. Name one");
        assertThatIllegalArgumentException()
                .isThrownBy(new Target("abcdefghij234", null)::checkEnvironment)
                .withMessageStartingWith("environment: is missing. Name one");
        assertThatCode(new Target("abcdefghij234", "main")::checkEnvironment).doesNotThrowAnyException();
    }
}
