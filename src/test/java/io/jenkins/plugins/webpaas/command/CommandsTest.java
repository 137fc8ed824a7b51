package io.jenkins.plugins.webpaas.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
import io.jenkins.plugins.webpaas.session.Target;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The containers in which commands run, and the commands' output. */
class CommandsTest extends StandInCommands {
    @Test
    void runsInTheContainerAndTellsItsStatus() throws Exception {
        CommandResult result = run("echo $PLATFORM_BRANCH $PLATFORM_APPLICATION_NAME; cat; exit 3");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.stdout()).isNull();
        assertThat(log.text()).isEqualTo("main app\n");
        assertThat(messages)
                .containsExactly(
                        "Running on " + main.sshUser("app") + "@ssh.eu-1.standin.test",
                        "Remembered the host key of ssh.eu-1.standin.test, seen for the first time: "
                                + messages.get(1).substring(messages.get(1).indexOf("SHA256:")));
        assertThat(standIn.ssh().sessions()).hasSize(1);
    }

    @Test
    void keepsStdoutWhereItIsWanted() throws Exception {
        CommandResult result = run(command("printf 'ä\\nb'; echo warning >&2", null, true));

        assertThat(result.stdout()).isEqualTo("ä\nb");
        assertThat(log.text()).isEqualTo("warning\n");
    }

    @Test
    void showsEachLineAsItComesInOrderOfArrival() throws Exception {
        Future<CommandResult> running = begin(
                "mkfifo one two three; echo one; read x < one; echo two >&2; read x < two; echo three; read x < three; echo four >&2");
        StringBuilder expected = new StringBuilder();
        for (String line : List.of("one", "two", "three")) {
            log.awaitText(expected.append(line).append('\n').toString());
            openGate(line);
        }

        assertThat(running.get().status()).isZero();
        assertThat(log.text()).isEqualTo("one\ntwo\nthree\nfour\n");
    }

    @Test
    void aCharacterThatComesInTwoPiecesStaysOne() throws Exception {
        Future<CommandResult> running =
                begin("mkfifo go; printf '\\303'; echo waiting >&2; read x < go; printf '\\244\\n'");
        log.awaitText("waiting\n");
        openGate("go");
        running.get();

        assertThat(log.text()).isEqualTo("waiting\nä\n");
    }

    @Test
    void hasRoomForAllThatIsWritten() throws Exception {
        CommandResult result = run("seq 1 800000; seq 1 100000 >&2");

        assertThat(result.status()).isZero();
        assertThat(log.size()).isGreaterThan(6_000_000);
        assertThat(log.text().lines()).hasSize(900_000);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"app, -, app", "app, queue, app--queue", "-, queue, app--queue", "-, -, app"})
    void findsAppsAndWorkers(String app, String worker, String container) throws Exception {
        run(new RemoteCommand(MAIN, new EnvironmentGuard(null), app, worker, "basename $PWD", null, false));

        assertThat(log.text()).isEqualTo(container + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "main | web | -    | app: there is no 'web' in environment 'main'. There are: app, app--queue",
                "main | -   | mail | worker: there is no 'mail' in environment 'main'. There are: app, app--queue",
                "main | web | mail | worker: there is no 'mail' of app 'web' in environment 'main'",
                "old  | -   | -    | The command was not run: environment 'old' is inactive: activate it",
            })
    void namesWhatLeadsNowhere(String environment, String app, String worker, String message) {
        Target target = new Target(StandIn.PROJECT, environment);

        assertThatThrownBy(() ->
                        run(new RemoteCommand(target, new EnvironmentGuard(null), app, worker, "true", null, false)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageStartingWith(message);
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isZero();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "shop")
    void eachHostOfADedicatedProjectHasAllApps(String app) throws Exception {
        main.dedicatedNodes(2);

        run(new RemoteCommand(MAIN, new EnvironmentGuard(null), app, null, "basename $PWD", null, false));

        assertThat(log.text()).isEqualTo("ent-1\n");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "-     | admin          | 'admin', the first by name, as app names none. Environment 'main' also has: app, web",
                "queue | app--queue     | 'app--queue', the first by name, as app names none. Environment 'main' also has: web--queue",
            })
    void saysWhichOfSeveralItTakes(String worker, String container, String choice) throws Exception {
        main.apps().addAll(List.of("web", "web--queue", "admin"));

        run(new RemoteCommand(MAIN, new EnvironmentGuard(null), null, worker, "basename $PWD", null, false));

        assertThat(log.text()).isEqualTo(container + "\n");
        assertThat(messages).contains("The command runs in " + choice);
    }

    @Test
    void ofANamedAppThereIsNothingToSay() throws Exception {
        main.apps().add("web");

        run(new RemoteCommand(MAIN, new EnvironmentGuard(null), "web", null, "true", null, false));

        assertThat(messages).noneMatch(sentence -> sentence.contains("first by name"));
    }

    @Test
    void aPausedEnvironmentIsToBeResumed() {
        main.status("paused");

        assertThatThrownBy(() -> run("true"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("The command was not run: environment 'main' is paused: resume it");
    }

    @Test
    void aSuspendedProjectIsNamedAsTheReasonOfAHostThatKeepsItsAccountOut() {
        standIn.world().project(StandIn.PROJECT).suspended(true);

        assertThatThrownBy(() -> run("true"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageStartingWith("The command was not run: project 'abcdefghij234' is suspended by the service");
    }

    @Test
    void anEnvironmentInWhichAnActivityRunsIsNotPutDownToARole() {
        main.closedWhileDirty();
        standIn.world().begin("environment.push", main, standIn.world().account("deploy-bot"));

        assertThatThrownBy(() -> run("true"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(
                        "The command was not run: an activity is pending or running in environment 'main'. Try again after its"
                                + " end");
    }

    @Test
    void anEnvironmentOfAnotherTypeIsLeftAlone() throws Exception {
        assertThat(guarded("staging")).isEmpty();
        assertThat(messages)
                .containsExactly("The command is not run: environment 'main' is of the type production, not staging");
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isZero();

        assertThat(guarded("production")).isPresent();
    }

    private Optional<CommandResult> guarded(String type) throws Exception {
        return commands.run(
                token(),
                new RemoteCommand(MAIN, new EnvironmentGuard(type), null, null, "true", null, false),
                localCommands,
                log,
                messages::add);
    }
}
