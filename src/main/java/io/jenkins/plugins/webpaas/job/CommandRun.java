package io.jenkins.plugins.webpaas.job;

import hudson.AbortException;
import io.jenkins.plugins.webpaas.command.CommandResult;
import io.jenkins.plugins.webpaas.command.CommandRunner;
import io.jenkins.plugins.webpaas.command.RemoteCommand;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A command in a container, run for a build. */
@Restricted(NoExternalUse.class)
public final class CommandRun {
    private CommandRun() {}

    /**
     * @param own of a step, in minutes: 0 for none, null for what the system configuration says
     * @return null for none
     */
    public static Duration timeout(Integer own) {
        int minutes = own == null ? WebPaasConfiguration.get().getSshTimeout() : own;
        return minutes == 0 ? null : Duration.ofMinutes(minutes);
    }

    /**
     * Runs it and waits for its end; what it writes goes to the build log.
     *
     * @return with an exit status; empty if the environment is not of the type that it must have
     * @throws AbortException if it was not run, did not end by itself, or if that is not known
     * @throws InterruptedException if this thread is interrupted; the command is ended then, and the build log says so
     */
    public static Optional<CommandResult> run(BuildContext build, RemoteCommand command, CommandRunner side)
            throws IOException, InterruptedException {
        try (LogLines log = new LogLines(build.log())) {
            return WebPaasRuntime.commands().run(build.token(), command, side, log, build::say);
        } catch (InterruptedIOException e) {
            Thread.interrupted();
            throw aborted(build);
        } catch (InterruptedException e) {
            throw aborted(build);
        } catch (IOException e) {
            throw NodeLoss.abort(e);
        }
    }

    private static InterruptedException aborted(BuildContext build) {
        build.say("Aborted. If the command was running, it was sent the signal TERM, and its connection is closed");
        return new InterruptedException();
    }

    /** @throws AbortException if the command says that it failed */
    public static void check(CommandResult ended) throws AbortException {
        if (ended.status() != 0) {
            throw new AbortException("The command ended with exit status " + ended.status());
        }
    }
}
