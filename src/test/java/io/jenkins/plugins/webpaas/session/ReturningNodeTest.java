package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A session whose node comes back, step by step. */
class ReturningNodeTest extends SteppedRenewalFixture {
    @Test
    void aNodeThatComesBackHasTheSessionAtOnce() throws Exception {
        renewal.start();

        renewal.nodeIsBack(node);

        assertThat(node.opened).isOne();
        assertNextIsWhenItIsDue();
    }

    @Test
    void aNodeThatComesBackAfterTheEndOfTheBuildGetsNoSession() throws Exception {
        renewal.start();
        block.isOver = true;

        renewal.nodeIsBack(node);
        assertThat(delay()).isZero();
        timer.step();

        assertThat(node.opened).isZero();
        assertThat(block.closed).extracting(Session::id).containsExactly(session.id());
    }

    @Test
    void whereThatFailsItIsTriedAgainAtOnce() throws Exception {
        renewal.start();
        node.directory = "/other";

        renewal.nodeIsBack(node);

        assertThat(delay()).isZero();
        assertThat(block.log).isEmpty();
        node.directory = "/tmp/job@tmp";
        timer.step();
        assertThat(node.opened).isEqualTo(2);
    }
}
