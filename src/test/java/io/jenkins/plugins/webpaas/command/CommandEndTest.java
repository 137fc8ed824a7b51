package io.jenkins.plugins.webpaas.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.support.Patience;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Commands that do not end by themselves. */
class CommandEndTest extends StandInCommands {
    @Test
    void aTimeoutEndsTheCommand() throws Exception {
        Future<CommandResult> running =
                begin(command("echo $$ > pid; echo begun; exec sleep 600", Duration.ofSeconds(5), false));
        ProcessHandle process = process();

        assertThatThrownBy(running::get)
                .cause()
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(
                        "timeout: the command did not end within 5 s. Jenkins sent it the signal TERM and closed the connection");
        await().until(() -> !process.isAlive());
        assertThat(log.text()).isEqualTo("begun\n");
    }

    @Test
    void aTimeoutEndsACommandThatTalksFasterThanTheLogIsWritten() throws Exception {
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) {
                LockSupport.parkNanos(100_000);
            }
        };
        RemoteCommand command = command("echo $$ > pid; exec yes", Duration.ofSeconds(5), false);
        Future<?> running = executor.submit(() -> commands.run(token(), command, localCommands, slow, messages::add));
        ProcessHandle process = process();

        assertThatThrownBy(() -> running.get(Patience.SECONDS, TimeUnit.SECONDS))
                .hasMessageContaining("timeout: ");
        await().until(() -> !process.isAlive());
    }

    @Test
    void anInterruptEndsTheCommand() throws Exception {
        Future<CommandResult> running = begin("echo $$ > pid; printf 'line\\nbegun'; exec sleep 600");
        ProcessHandle process = process();
        await().untilAsserted(() -> assertThat(log.text()).isEqualTo("line\n"));

        executor.shutdownNow();

        assertThatThrownBy(running::get).hasCauseInstanceOf(InterruptedException.class);
        await().until(() -> !process.isAlive());
        assertThat(log.text()).as("also a line without end").isEqualTo("line\nbegun\n");
    }

    @Test
    void aHostThatSaysNothingIsNotWaitedForInAnInterrupt() throws Exception {
        try (NetworkRelay relay = relay()) {
            relay.goSilent();
            Future<CommandResult> running = begin("true");
            await().until(relay::isInUse);

            executor.shutdownNow();

            assertThatThrownBy(() -> running.get(Patience.SECONDS, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aHostThatSaysNothingIsNotWaitedForBeyondTheTimeout() throws Exception {
        try (NetworkRelay relay = relay()) {
            relay.goSilent();

            assertThatThrownBy(() -> run(command("true", Duration.ofSeconds(1), false)))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageStartingWith("timeout: The command was not run: cannot connect to 127.0.0.1, port ")
                    .hasMessageEndingWith(" within 1 s");
        }
    }

    @Test
    void aConnectionThatBreaksOffLeavesTheEndUnknown() throws Exception {
        try (NetworkRelay relay = relay()) {
            Future<CommandResult> running = begin("echo begun; exec sleep 600");
            log.awaitText("begun\n");

            relay.breakOff();

            assertThatThrownBy(running::get)
                    .cause()
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageStartingWith("The connection to ssh.eu-1.standin.test is lost")
                    .hasMessageEndingWith("It is not known whether the command ran to its end");
        }
    }

    @Test
    void aConnectionThatIsDeadIsNoticed() throws Exception {
        try (NetworkRelay relay = relay()) {
            Future<CommandResult> running = begin("echo begun; exec sleep 600");
            log.awaitText("begun\n");

            relay.goSilent();

            assertThatThrownBy(() -> running.get(Patience.SECONDS, TimeUnit.SECONDS))
                    .cause()
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining("is lost (Did not receive any keep-alive response for 4 seconds)");
        }
    }

    @Test
    void aHostThatIsNotThereIsNamed() throws Exception {
        int port;
        try (NetworkRelay relay = relay()) {
            port = relay.port();
        }

        assertThatThrownBy(() -> run("true"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(
                        "The command was not run: cannot connect to 127.0.0.1, port " + port + " (Connection refused)");
    }

    @Test
    void aHostWithoutAnAddressIsNamed() {
        service = at(List.of("HostName nowhere.invalid"), List.of());

        assertThatThrownBy(() -> run("true"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("The command was not run: cannot connect to nowhere.invalid, port 22 (unknown host)");
    }

    @Test
    void aLogThatCannotBeWrittenToEndsTheCommand() throws Exception {
        FileOutputStream closed =
                new FileOutputStream(Files.createTempFile("log", null).toFile());
        closed.close();
        Future<?> running = executor.submit(() -> commands.run(
                token(),
                command("echo $$ > pid; echo begun; exec sleep 600", null, false),
                localCommands,
                closed,
                messages::add));

        assertThatThrownBy(running::get).hasCauseInstanceOf(IOException.class);
        ProcessHandle.of(Long.parseLong(Files.readString(pid()).trim()))
                .ifPresent(process -> await().until(() -> !process.isAlive()));
    }
}
