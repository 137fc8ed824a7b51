package io.jenkins.plugins.webpaas.standin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.server.command.Command;

/** Git over SSH: what is pushed becomes an environment's head and begins an activity (protocol, "SSH certificates" and "The vendor's CLI"). */
final class GitService {
    private static final Pattern COMMAND = Pattern.compile("git[- ](upload-pack|receive-pack) '/?([a-z0-9]+)\\.git/?'");
    private static final String NO_COMMIT = "0".repeat(40);
    private static final String BRANCHES = "refs/heads/";
    private static final String OPTION = "option ";

    private final StandInData world;
    private final ExecutorService threads;
    private final BooleanSupplier closing;

    GitService(StandInData world, ExecutorService threads, BooleanSupplier closing) {
        this.world = world;
        this.threads = threads;
        this.closing = closing;
    }

    Command command(SshAccess.Git target, String line) throws IOException {
        Matcher matcher = COMMAND.matcher(line);
        StandInProject project = target.project();
        if (!matcher.matches() || !matcher.group(2).equals(project.id())) {
            return new RefusedCommand(
                    SshAccess.unreachable(project.id(), target.account()).message());
        }
        Path directory = project.repositoryDirectory();
        ProcessBuilder builder = new ProcessBuilder("git", matcher.group(1), directory.toString());
        builder.environment().clear();
        builder.environment().putAll(GitRepository.environment(directory));
        if (matcher.group(1).equals("upload-pack")) {
            return new ProcessCommand(builder, threads, (client, stderr) -> {});
        }
        Path push = Files.createTempFile(project.directory(), "push", ".txt");
        builder.environment().put(GitRepository.PUSH_RECORD, push.toString());
        return new ProcessCommand(builder, threads, (client, stderr) -> {
            boolean waits = world.plays() && !client.getEnv().containsKey("PLATFORMSH_PUSH_NO_WAIT");
            pushed(target, push, waits, stderr);
        });
    }

    /** The hook's lines are: old commit, new commit, reference; and the options. */
    private void pushed(SshAccess.Git target, Path push, boolean waits, OutputStream stderr)
            throws IOException, InterruptedException {
        List<String> updates = Files.readAllLines(push);
        Files.delete(push);
        ReceivedPushOptions options = ReceivedPushOptions.of(updates.stream()
                .filter(line -> line.startsWith(OPTION))
                .map(line -> line.substring(OPTION.length()))
                .toList());
        for (String update : updates) {
            String[] parts = update.split(" ", 3);
            if (parts.length == 3 && parts[2].startsWith(BRANCHES) && !parts[1].equals(NO_COMMIT)) {
                String branch = parts[2].substring(BRANCHES.length());
                StandInActivity activity = world.push(target.project(), branch, parts[1], options, target.account());
                StandInEnvironment environment = activity.environment();
                say(
                        stderr,
                        "\n  Processing activity: " + target.account().name() + " pushed to " + environment.title()
                                + "\n");
                if (waits) {
                    follow(activity, stderr);
                }
            }
        }
    }

    /** A push that fails to deploy says so here only: git ends with 0 (protocol, "environment:push"). */
    private void follow(StandInActivity activity, OutputStream stderr) throws IOException, InterruptedException {
        StandInActivityLog log = activity.log();
        int seen = 0;
        boolean ended = false;
        while (!ended && !closing.getAsBoolean()) {
            ended = log.ended();
            for (StandInActivityLog.Item item : log.from(seen, 200)) {
                say(stderr, "    " + item.message());
                seen++;
            }
        }
        if (activity.result() == Result.FAILURE) {
            say(stderr, "\n  E: Error building project: the build failed with status code 1.\n\n");
        }
    }

    private static void say(OutputStream stderr, String text) throws IOException {
        stderr.write(text.getBytes(StandardCharsets.UTF_8));
        stderr.flush();
    }
}
