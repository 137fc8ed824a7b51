package io.jenkins.plugins.webpaas.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.EnvVars;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.webpaas.folder.WebPaasFolderProperty;
import io.jenkins.plugins.webpaas.job.SecretHunt;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.SourceOperation;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.Programs;
import io.jenkins.plugins.webpaas.tool.WebPaasCli;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The examples of the documentation do what their pages say, in one Jenkins that knows the stand-in. */
@WithJenkins
class ExamplesTest {
    private static final String HOST_KEY = "AAAAC3NzaC1lZDI1NTE5AAAAI" + "A".repeat(43);

    private static final int MOST_NOT_RUN = 5;
    private static final List<String> PROGRAMS = List.of("git", "ssh", "scp", "rsync");
    private static final Pattern NODE = Pattern.compile("^\\s*node\\b", Pattern.MULTILINE);
    private static final String BLOCK =
            "withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main')";

    private static JenkinsRule jenkins;
    private static StandIn standIn;

    /** The number of the example, so that each has a branch of its own. */
    private static int examples;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        standIn = StandIn.start();
        standIn.world().play(Script.success(Duration.ofMillis(300), "Working\n", "Finished\n"));
        standIn.world()
                .project(StandIn.PROJECT)
                .addEnvironment("updates", "development", "active")
                .addSourceOperation(new SourceOperation("app", "update", "composer update"));
    }

    @AfterAll
    static void stop() throws Exception {
        new SecretHunt(standIn).everywhere();
        standIn.close();
        jenkins.after();
    }

    /**
     * Puts everything in place that examples need: a branch, as a multibranch project has one; the environment of a pull request; programs that visit a site, since the stand-in serves none; the vendor's
     * CLI; and credentials. Examples of configuration as code leave theirs behind.
     */
    @BeforeEach
    void configure(@TempDir Path home) throws Exception {
        for (String visitor : List.of("curl", "npx")) {
            Path program = Files.writeString(home.resolve(visitor), "#!/bin/sh\nexec test -n \"$WEBPAAS_URL\"\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        EnvVars variables = new EnvVars("BRANCH_NAME", "topic-" + ++examples, "PATH+EXAMPLES", home.toString());
        jenkins.jenkins
                .getGlobalNodeProperties()
                .replaceBy(List.of(new EnvironmentVariablesNodeProperty(variables.entrySet().stream()
                        .map(variable ->
                                new EnvironmentVariablesNodeProperty.Entry(variable.getKey(), variable.getValue()))
                        .toList())));
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        StandInJenkins.configure(standIn);
        if (standIn.world().project(StandIn.PROJECT).environments().stream()
                .noneMatch(environment -> environment.id().equals("pr-12"))) {
            standIn.world().project(StandIn.PROJECT).addEnvironment("pr-12", "development", "active");
        }
        StandInJenkins.addToken(CredentialsScope.GLOBAL, "review-bot", StandIn.API_TOKEN);
        Path platform = Files.writeString(home.resolve("platform"), """
                #!/bin/sh
                : "${PLATFORMSH_CLI_TOKEN:?}"
                echo "platform $*"
                """);
        assertThat(platform.toFile().setExecutable(true)).isTrue();
        jenkins.jenkins
                .getDescriptorByType(WebPaasCli.DescriptorImpl.class)
                .setInstallations(new WebPaasCli("platform 5", home.toString(), List.of()));
    }

    static Stream<Example> pipelines() {
        return run("groovy");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pipelines")
    void aPipelineEndsAsThePageSays(Example example) throws Exception {
        PROGRAMS.stream().filter(example.text()::contains).forEach(Programs::require);
        WorkflowJob job = folder().createProject(WorkflowJob.class, "example");
        job.setDefinition(new CpsFlowDefinition(script(example.text()), true));
        checkOut(Path.of(jenkins.jenkins.getWorkspaceFor(job).getRemote()));

        WorkflowRun build = jenkins.waitForCompletion(job.scheduleBuild2(0).waitForStart());

        assertThat(build.getResult())
                .as("%s ends%n%s", example, JenkinsRule.getLog(build))
                .isEqualTo(example.ends());
    }

    /** Returns a new folder with the defaults that the pages speak of. */
    private static Folder folder() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        WebPaasFolderProperty defaults = new WebPaasFolderProperty();
        defaults.setCredentialsId(StandInJenkins.CREDENTIALS_ID);
        defaults.setProject(StandIn.PROJECT);
        defaults.setEnvironmentOfBranch(true);
        folder.addProperty(defaults);
        return folder;
    }

    /** A part of a Pipeline stands where its page has it: on a node, and in a block if it does not open one itself. */
    private static String script(String text) {
        if (text.startsWith("pipeline {") || NODE.matcher(text).find()) {
            return text;
        }
        return "node { " + (text.contains("withWebPaas") ? text : BLOCK + " { " + text + "\n}") + "\n}";
    }

    /** Puts the environment's code and a change into a workspace, in place of a job's checkout. */
    private static void checkOut(Path workspace) {
        Command.of(
                        "git",
                        "clone",
                        "-q",
                        standIn.world()
                                .project(StandIn.PROJECT)
                                .repositoryDirectory()
                                .toString(),
                        workspace.toString())
                .output();
        Command.shell("git -c user.name=Dev -c user.email=dev@example.com commit -q --allow-empty -m Change")
                .in(workspace)
                .output();
    }

    static Stream<Example> configurations() {
        return run("yaml");
    }

    /** Configurations, in which placeholders for a checksum, a host key and a secret are filled in. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("configurations")
    void aConfigurationIsTaken(Example example, @TempDir Path directory) throws Exception {
        String text = example.text()
                .replace("<SHA-256>", "0".repeat(64))
                .replace("<KEY>", HOST_KEY)
                .replaceAll("\\$\\{\\w+}", StandIn.API_TOKEN);
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), text);

        assertThatCode(() -> ConfigurationAsCode.get().configure(file.toString()))
                .as(example.toString())
                .doesNotThrowAnyException();
    }

    static Stream<Example> commands() {
        return run("sh");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void aCommandNamesWhatThereIs(Example example) throws Exception {
        String builds = Files.readString(Path.of("pom.xml")) + Files.readString(Path.of("pom-central.xml"));
        for (String command : example.text().replaceAll("#.*", "").lines().toList()) {
            String withoutVariables = command.strip().replaceFirst("^(\\w+=\\S+\\s+)+", "");
            List<String> words = List.of(withoutVariables.split("\\s+"));
            if (!words.get(0).equals("mvn")) {
                assertThat(Path.of(words.get(0))).as(command).isExecutable();
                continue;
            }
            if (words.contains("-f")) {
                assertThat(Path.of(words.get(words.indexOf("-f") + 1)))
                        .as(command)
                        .isRegularFile();
            }
            for (String word : words) {
                if (word.startsWith("-Dtest=")) {
                    assertThat(word.substring(7).split(",")).as(command).allMatch(name -> classes()
                            .contains(name + ".java"));
                } else if (word.contains("@")) {
                    assertThat(builds).as(command).contains("<id>" + word.replaceFirst(".*@", "") + "</id>");
                }
            }
        }
    }

    private static List<String> classes() {
        try (Stream<Path> tests = Files.walk(Path.of("src/test/java"))) {
            return tests.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void allOthersSayWhyTheyAreNotRun() {
        List<Example> others = Example.all().stream()
                .filter(example -> example.reason().isPresent())
                .toList();

        others.forEach(example -> System.out.println(
                "Not run: " + example + ", " + example.reason().orElseThrow()));
        assertThat(others).hasSizeLessThanOrEqualTo(MOST_NOT_RUN);
        assertThat(Example.all())
                .extracting(Example::language)
                .as("what is no code has no language, or is a picture")
                .containsOnly("groovy", "yaml", "sh", "mermaid", "");
    }

    private static Stream<Example> run(String language) {
        return Example.all().stream()
                .filter(example ->
                        example.language().equals(language) && example.reason().isEmpty());
    }
}
