package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of a controller's calls on a node. */
class NodeSessionsTest {
    @TempDir
    private Path directory;

    private final NodeSessions node = new NodeSessions();

    @Test
    void aSessionThatTheNodeDoesNotKnowIsDeletedFromItsDirectory() throws Exception {
        Path leftOver = Path.of(open("abc123").directory());

        NodeSide.Closed closed = new NodeSessions().close("abc123", leftOver.toString());

        assertThat(closed.undeleted()).isEmpty();
        assertThat(leftOver).doesNotExist();
        assertThat(new NodeSessions().close("abc123", leftOver.toString()).undeleted())
                .isEmpty();
        node.close("abc123", leftOver.toString());
    }

    /** Returns paths within the test's directory, since wrong code would delete them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DIR",
                "DIR/mine",
                "DIR/webpaas-other",
                "DIR/webpaas-abc123/home",
                "DIR/mine/../webpaas-abc123",
                "DIR/./webpaas-abc123",
                "DIR/webpaas-abc123/.",
                "DIR\0/webpaas-abc123"
            })
    void anotherDirectoryThanTheSessionsIsNotTouched(String sent) throws Exception {
        for (String name : List.of("mine", "webpaas-other", "webpaas-abc123/home")) {
            Files.writeString(Files.createDirectories(directory.resolve(name)).resolve("file"), "content");
        }

        assertThatThrownBy(() -> node.close("abc123", sent.replace("DIR", directory.toString())))
                .isInstanceOf(IOException.class);

        for (String name : List.of("mine", "webpaas-other", "webpaas-abc123/home")) {
            assertThat(directory.resolve(name).resolve("file")).exists();
        }
    }

    @Test
    void aDirectoryThatIsNotAbsoluteIsNotTouched() {
        assertThatThrownBy(() -> node.close("abc123", "webpaas-abc123"))
                .isInstanceOf(IOException.class)
                .hasMessage("Nothing was deleted: 'webpaas-abc123' is not the directory of the session abc123");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "abc 123", "abc-123"})
    void whatIsNoIdNamesNoDirectory(String id) throws Exception {
        Path other = Files.createDirectories(directory.resolve("webpaas-" + id));

        assertThatThrownBy(() -> node.close(id, other.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Nothing was deleted");
        assertThat(other).exists();
    }

    @Test
    void aSessionThatTheNodeKnowsIsClosedWhateverDirectoryIsTold() throws Exception {
        Path own = Path.of(open("abc123").directory());
        Path mine = Files.createDirectory(directory.resolve("mine"));

        node.close("abc123", mine.toString());

        assertThat(own).doesNotExist();
        assertThat(mine).exists();
    }

    private NodeSide.Opened open(String id) throws IOException {
        return node.open(new NodeSide.Request(
                id,
                directory.resolve("base").toString(),
                SshMode.FILES,
                HostKeys.trusted(Service.UPSUN.ssh(), List.of())));
    }
}
