package io.jenkins.plugins.webpaas.step;

import hudson.AbortException;
import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.webpaas.command.CommandResult;
import io.jenkins.plugins.webpaas.command.CommandRunner;
import io.jenkins.plugins.webpaas.command.LocalCommands;
import io.jenkins.plugins.webpaas.command.RemoteCommand;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.job.NodeLoss;
import io.jenkins.plugins.webpaas.job.PipelineBuild;
import io.jenkins.plugins.webpaas.node.RemoteCommands;
import io.jenkins.plugins.webpaas.session.NodeAwayException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs a command in a background thread, which lasts as long as the connection. When the step is stopped, the command is ended before the step, so
 * that the build log can report it.
 */
final class WebPaasSshExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1;

    private final PipelineBuild build;
    private final RemoteCommand command;
    private final ConnectFrom from;
    private final boolean returnStatus;
    private transient volatile FutureTask<Object> task;
    private transient volatile Throwable stopCause;

    WebPaasSshExecution(
            StepContext context, TokenReference token, RemoteCommand command, ConnectFrom from, boolean returnStatus) {
        super(context);
        this.build = new PipelineBuild(context, token);
        this.command = command;
        this.from = from;
        this.returnStatus = returnStatus;
    }

    @Override
    public boolean start() throws Exception {
        CommandRunner runner = runner();
        task = new FutureTask<>(() -> {
            getContext().saveState().get(); // after a crash, the Pipeline must not run the command again
            return result(CommandRun.run(build, command, runner));
        });
        run(this::finish);
        return false;
    }

    private CommandRunner runner() throws IOException, InterruptedException {
        if (from == ConnectFrom.CONTROLLER) {
            return LocalCommands.INSTANCE;
        }
        Computer computer = getContext().get(Computer.class);
        VirtualChannel channel = computer == null ? null : computer.getChannel();
        if (channel == null) {
            throw computer == null
                    ? new AbortException(
                            "from: there is no node here. Put the step into node { … }, or leave the parameter out")
                    : NodeLoss.abort(new NodeAwayException("The node '" + computer.getName() + "' is not connected"));
        }
        return new RemoteCommands(channel);
    }

    private Object result(Optional<CommandResult> result) throws AbortException {
        if (result.isEmpty()) {
            return null;
        }
        if (returnStatus) {
            return result.get().status();
        }
        CommandRun.check(result.get());
        return result.get().stdout();
    }

    private void finish() throws InterruptedException {
        task.run();
        try {
            getContext().onSuccess(task.get());
        } catch (CancellationException e) {
            getContext().onFailure(stopCause);
        } catch (ExecutionException e) {
            getContext().onFailure(e.getCause());
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        if (task == null) {
            super.stop(cause);
            return;
        }
        stopCause = cause;
        task.cancel(true);
    }

    /** Fails the step: the connection has ended with the controller, and the result of the command is unknown. */
    @Override
    public void onResume() {
        getContext()
                .onFailure(new AbortException(
                        "Jenkins was stopped while the command ran. It is not known whether it ran to its"
                                + " end, and it is not run again"));
    }

    @Override
    public String getStatus() {
        return "running a command in environment " + command.target().environment();
    }
}
