package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.support.LocalNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private IOException failure;

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
        assertThat(failure.getSuppressed()).singleElement().asString().contains("away");
        assertThat(Path.of(opening.directory())).isDirectory();
        node.close(opening.id(), opening.directory());
        assertThat(Path.of(opening.directory())).doesNotExist();
    }

    @Test
    void ofANodeThatDidNotAnswerHasTheDirectoryThatTheSessionWouldHave() throws Exception {
        List<String> closed = new ArrayList<>();

        PendingSession opening = fail(new LocalNode(directory) {
            @Override
            public Opened open(Request request) throws IOException {
                throw new IOException("no answer");
            }

            @Override
            public Closed close(String id, String directory) throws IOException, InterruptedException {
                closed.add(directory);
                return super.close(id, directory);
            }
        });

        assertThat(opening.directory())
                .isEqualTo(directory.resolve("webpaas-" + opening.id()).toString());
        assertThat(closed).containsExactly(opening.directory());
    }

    private PendingSession fail(NodeSide node) {
        PendingSession opening =
                controller.sessions.begin(Sessions.newId(), controller.token, SshMode.FILES, node, Map.of());
        failure = catchThrowableOfType(
                IOException.class,
                () -> controller.sessions.finish(opening, controller.token, Target.NOTHING, sentence -> {}));
        assertThat(failure).isNotNull();
        return opening;
    }
}
