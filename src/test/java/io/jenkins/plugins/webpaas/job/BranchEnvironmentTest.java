package io.jenkins.plugins.webpaas.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BranchEnvironmentTest {

    @Test
    void isThatOfTheBranch() {
        assertThat(BranchEnvironment.of(Map.of("BRANCH_NAME", "feature/x")))
                .isEqualTo(new BranchEnvironment("feature/x", false));
        assertThat(BranchEnvironment.of(Map.of())).isEqualTo(new BranchEnvironment(null, false));
    }

    @Test
    void isThatOfTheSourceBranchOfAChangeRequest() {
        assertThat(BranchEnvironment.of(Map.of("BRANCH_NAME", "PR-1", "CHANGE_ID", "1", "CHANGE_BRANCH", "topic")))
                .isEqualTo(new BranchEnvironment("topic", true));
    }

    @Test
    void aForkDoesNotChooseTheName() {
        assertThat(BranchEnvironment.of(Map.of(
                        "BRANCH_NAME", "PR-1", "CHANGE_ID", "1", "CHANGE_BRANCH", "main", "CHANGE_FORK", "somebody")))
                .isEqualTo(new BranchEnvironment("PR-1", true));
    }
}
