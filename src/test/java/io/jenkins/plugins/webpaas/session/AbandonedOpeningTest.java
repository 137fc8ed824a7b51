package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.support.LocalNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failed openings close the session on the node at once, or report it as abandoned. */
class AbandonedOpeningTest {
    private final ControllerFixture controller = new ControllerFixture();

    @TempDir
    private Path directory;

    @BeforeEach
    void refuse() {
        controller.standIn.faults().add(Endpoint.CERTIFICATE, Fault.status(403));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void leavesNothingOnANodeThatIsThere() throws Exception {
        PendingSession opening = fail(new LocalNode(directory));

        assertThat(opening.isAbandoned()).isFalse();
        assertThat(Path.of(opening.directory())).doesNotExist();
    }

    @Test
    void isKnownToBeLeftOnANodeThatIsAway() throws Exception {
        LocalNode node = new LocalNode(directory);

        PendingSession opening = fail(new LocalNode(directory) {
            @Override
            public Closed close(String id, String directory) throws IOException {
                throw new NodeAwayException("away");
            }
        });

        assertThat(opening.isAbandoned()).isTrue();
        assertThat(Path.of(opening.directory())).isDirectory();
        node.close(opening.id(), opening.directory());
        assertThat(Path.of(opening.directory())).doesNotExist();
    }

    private PendingSession fail(NodeSide node) {
        PendingSession opening =
                controller.sessions.begin(Sessions.newId(), controller.token, SshMode.FILES, node, Map.of());
        assertThatIOException()
                .isThrownBy(
                        () -> controller.sessions.finish(opening, controller.token, Target.NOTHING, sentence -> {}));
        return opening;
    }
}
