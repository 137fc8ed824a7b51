package io.jenkins.plugins.webpaas.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputQueueTest {
    private final CommandLog log = new CommandLog();
    private final OutputQueue output = new OutputQueue(log, false);

    @Test
    void eachStreamKeepsItsLinesWhole() throws IOException {
        output.stdout(bytes("one, "));
        output.stderr(bytes("oops\nmore "));
        output.stdout(bytes("two\nthree"));
        output.stderr(bytes("trouble"));
        assertThat(log.text()).isEqualTo("oops\none, two\n");

        output.close();

        assertThat(log.text()).isEqualTo("oops\none, two\nthree\nmore trouble\n");
    }

    @Test
    void aCharacterThatComesInPiecesStaysOne() throws IOException {
        byte[] text = bytes("ä€🚀\n");
        for (byte b : text) {
            output.stdout(new byte[] {b});
            output.stderr(bytes("."));
        }
        output.close();

        assertThat(log.text()).isEqualTo("ä€🚀\n" + ".".repeat(text.length) + "\n");
    }

    @Test
    void aLineWithoutAnEndGoesOnInTheNextOneBetweenTwoCharacters() throws IOException {
        output.stdout(bytes("x" + "ä".repeat(50_000)));
        output.close();

        assertThat(log.text().lines())
                .hasSize(2)
                .noneMatch(line -> line.contains("\uFFFD"))
                .map(String::length)
                .containsExactly(1 + 32_768, 50_000 - 32_768);
    }

    @Test
    void whatIsKeptDoesNotGoToTheLog() throws IOException {
        OutputQueue keeping = new OutputQueue(log, true);
        keeping.stdout(new byte[] {(byte) 0xc3});
        keeping.stderr(bytes("warning\n"));
        keeping.stdout(new byte[] {(byte) 0xa4, '\n'});
        keeping.close();

        assertThat(keeping.keptStdout()).isEqualTo("ä\n");
        assertThat(log.text()).isEqualTo("warning\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
