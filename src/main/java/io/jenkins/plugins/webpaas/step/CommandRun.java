package io.jenkins.plugins.webpaas.step;

import hudson.AbortException;
import io.jenkins.plugins.webpaas.command.CommandResult;
import io.jenkins.plugins.webpaas.command.CommandRunner;
import io.jenkins.plugins.webpaas.command.RemoteCommand;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import io.jenkins.plugins.webpaas.job.BuildContext;
import io.jenkins.plugins.webpaas.job.NodeLoss;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;

/** Runs a command in a container for a build. */
final class CommandRun {
    private CommandRun() {}

    /**
     * Returns the time-out of a command.
     *
     * @param minutesOrNull of the step: 0 for none, null for the one of the system configuration
     * @return null for none
     */
    static Duration timeout(Integer minutesOrNull) {
        int minutes = minutesOrNull == null ? WebPaasConfiguration.get().getSshTimeout() : minutesOrNull;
        return minutes == 0 ? null : Duration.ofMinutes(minutes);
    }

    /**
     * Runs a command, copies its output to the build log and waits for its end.
     *
     * @param runner opens the connection: on the controller or on a node
     * @return the result, or empty if the environment is not of the required type
     * @throws AbortException if the command did not run, did not end by itself, or if its end is not known
     * @throws InterruptedException if this thread is interrupted; the command is then terminated, and the build log says so
     */
    static Optional<CommandResult> run(BuildContext build, RemoteCommand command, CommandRunner runner)
            throws IOException, InterruptedException {
        try (LogLines log = new LogLines(build.log())) {
            return WebPaasRuntime.commands().run(build.token(), command, runner, log, build::say);
        } catch (InterruptedIOException | InterruptedException e) {
            Thread.interrupted(); // an interrupted thread cannot write to the build log
            build.say("Aborted. If the command was running, it was sent the signal TERM, and its connection is closed");
            throw new InterruptedException();
        } catch (IOException e) {
            throw NodeLoss.abort(e);
        }
    }

    /** @throws AbortException if the exit status is not 0 */
    static void check(CommandResult result) throws AbortException {
        if (result.status() != 0) {
            throw new AbortException("The command ended with exit status " + result.status());
        }
    }
}
