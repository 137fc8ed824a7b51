package io.jenkins.plugins.webpaas.step;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.remoting.RequestAbortedException;
import io.jenkins.plugins.webpaas.git.GitClient;
import io.jenkins.plugins.webpaas.session.NodeAwayException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs git in a build's current directory, where and as {@code sh} runs: on the node, or in a container there.
 *
 * @param variables of the step, with those of the session
 */
record WorkspaceGit(FilePath directory, Launcher launcher, EnvVars variables, TaskListener log)
        implements GitClient.Runner {
    /** The vendor's CLI gives a push the same time (protocol, "Errors, limits, transport"). */
    private static final int TIMEOUT_MINUTES = 60;

    /** The text by which Java says that there is no such program (ENOENT). */
    private static final Pattern NO_PROGRAM = Pattern.compile("error[=:] ?2\\b");

    @Override
    public GitClient.Result run(List<String> command, boolean isShown) throws IOException, InterruptedException {
        EnvVars all = new EnvVars(variables);
        all.putAll(GitClient.VARIABLES);
        TextEnd stdout = new TextEnd(OutputStream.nullOutputStream());
        TextEnd stderr = new TextEnd(isShown ? new LogLines(log) : OutputStream.nullOutputStream());
        try {
            int status = launcher.launch()
                    .cmds(command)
                    .envs(all)
                    .pwd(directory)
                    .quiet(!isShown)
                    .stdout(stdout)
                    .stderr(stderr)
                    .start()
                    .joinWithTimeout(TIMEOUT_MINUTES, TimeUnit.MINUTES, log);
            return new GitClient.Result(status, stdout.text(), stderr.text());
        } catch (IOException | RequestAbortedException e) {
            if (directory.getChannel() instanceof Channel channel && channel.isClosingOrClosed()) {
                throw new NodeAwayException("The connection to the node " + channel.getName() + " is lost", e);
            }
            if (!directory.exists()) {
                return GitClient.Result.NO_REPOSITORY;
            }
            if (NO_PROGRAM.matcher(String.valueOf(e.getMessage())).find()) {
                return GitClient.Result.NO_GIT;
            }
            throw e;
        }
    }

    /** Copies bytes to another stream, and keeps the last ones. */
    private static final class TextEnd extends OutputStream {
        private static final int LIMIT = 16_384;

        private final OutputStream copy;
        private final ByteArrayOutputStream end = new ByteArrayOutputStream();

        TextEnd(OutputStream copy) {
            this.copy = copy;
        }

        @Override
        public synchronized void write(int b) throws IOException {
            copy.write(b);
            if (end.size() >= 2 * LIMIT) {
                byte[] kept = end.toByteArray();
                end.reset();
                end.write(kept, kept.length - LIMIT, LIMIT);
            }
            end.write(b);
        }

        @Override
        public void flush() throws IOException {
            copy.flush();
        }

        synchronized String text() {
            return end.toString(StandardCharsets.UTF_8);
        }
    }
}
