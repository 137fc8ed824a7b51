package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests other plugins and other SSH clients in a block. */
class WithWebPaasClientsTest extends StandInJenkinsTest {
    private String repository;

    @BeforeEach
    void start() throws Exception {
        repository = standIn.world().project(StandIn.PROJECT).repositoryUrl();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git url: env.WEBPAAS_GIT_URL, branch: 'main'",
                "checkout scmGit(branches: [[name: 'main']], userRemoteConfigs: [[url: env.WEBPAAS_GIT_URL]])"
            })
    void theGitPluginClonesAndFetchesWithoutACredentialOfItsOwn(String checkout) throws Exception {
        jenkins.createOnlineSlave().setLabelString("a");
        WorkflowRun build = jenkins.buildAndAssertSuccess(PipelineJobs.job(
                jenkins,
                "node('a') { " + BLOCK + " { " + checkout + "; " + checkout + "; sh 'git log --oneline -1' } }"));

        jenkins.assertLogContains("Cloning the remote Git repository", build);
        jenkins.assertLogContains("Fetching changes from the remote Git repository", build);
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void aFreestyleJobChecksOutFromTheService() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.setScm(new GitSCM(
                GitSCM.createRepoList(repository, null),
                List.of(new hudson.plugins.git.BranchSpec("main")),
                null,
                null,
                List.of()));
        project.getBuildWrappersList().add(new WebPaasBuildWrapper(StandInJenkins.CREDENTIALS_ID));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);

        jenkins.assertLogContains("Cloning the remote Git repository", build);
        StandInJenkins.assertNothingLeft();
    }

    /** The git plugin sets GIT_SSH to a program that gives a key to git. */
    @Test
    void aKeyOfTheGitPluginsOwnStillCounts() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(PipelineJobs.job(jenkins, "node { " + BLOCK + """
                 { sh '''
                    set +x
                    printf '#!/bin/sh\necho asked for "$@" >&2\nexit 1\n' > mine && chmod +x mine
                    GIT_SSH="$PWD/mine" GIT_SSH_VARIANT=ssh git ls-remote git@other.example:shop || true
                    git ls-remote "$WEBPAAS_GIT_URL" main
                  ''' } }
                """));

        assertThat(build.getLog()).containsSubsequence("\nasked for", "git@other.example", "\trefs/heads/main");
    }

    @Test
    @RequiresProgram("rsync")
    void sshScpAndRsyncNeedNoOptions() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(PipelineJobs.job(jenkins, "node { " + BLOCK + """
                 { sh '''
                    set +x
                    echo content > file
                    scp -q file "$WEBPAAS_SSH_URL":copied && rsync file "$WEBPAAS_SSH_URL":synchronised
                    ssh "$WEBPAAS_SSH_URL" cat copied synchronised
                  ''' } }
                """));

        jenkins.assertLogContains("\ncontent\ncontent", build);
    }

    /** Tests a client that knows only the variable SSH_AUTH_SOCK and reads no configuration. */
    @Test
    void aClientThatKnowsTheSshAgentAloneLogsInToAHostThatIsKnown() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(
                PipelineJobs.job(jenkins, "node { " + BLOCK + """
                 { sh '''
                    set +x
                    bare() {
                      env -i SSH_AUTH_SOCK="$SSH_AUTH_SOCK" /usr/bin/ssh -F none -o StrictHostKeyChecking=no \\
                        -o UserKnownHostsFile=hosts -o BatchMode=yes -p PORT "${WEBPAAS_SSH_URL%@*}@127.0.0.1" "$@"
                    }
                    bare true || echo refused at first
                    ssh "$WEBPAAS_SSH_URL" true
                    bare echo hello
                  ''' } }
                """.replace("PORT", String.valueOf(standIn.sshPort()))));

        assertThat(build.getLog()).containsSubsequence("refused at first", "\nhello");
        jenkins.assertLogContains("The SSH agent refused to sign: a host that is not known", build);
    }

    @Test
    void aFoldersTokenIsForItsJobsAlone() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "folder");
        WebPaasApiToken token = new WebPaasApiToken(
                CredentialsScope.GLOBAL,
                "of-folder",
                null,
                StandInJenkins.SERVICE,
                Secret.fromString(StandIn.API_TOKEN));
        folder.addProperty(new FolderCredentialsProperty(new DomainCredentials[] {
            new DomainCredentials(com.cloudbees.plugins.credentials.domains.Domain.global(), List.of(token))
        }));
        WorkflowJob inside = folder.createProject(WorkflowJob.class, "inside");
        String script = "withWebPaas(credentialsId: 'of-folder') { echo 'logged in' }";
        inside.setDefinition(new CpsFlowDefinition(script, true));

        jenkins.assertLogContains("logged in", jenkins.buildAndAssertSuccess(inside));
        jenkins.assertLogContains(
                "there is no credential 'of-folder'",
                jenkins.buildAndAssertStatus(Result.FAILURE, PipelineJobs.job(jenkins, script)));
    }

    @Test
    void nothingIsLeftInTheHomeOfTheNodesUser() throws Exception {
        jenkins.buildAndAssertSuccess(
                PipelineJobs.job(jenkins, "node { sh 'mkdir home; ls -lA ~/.ssh > before || true'; " + BLOCK + """
                 { withEnv(["HOME=${WORKSPACE}/home"]) { sh '''
                    git clone -q "$WEBPAAS_GIT_URL" shop
                    ssh "$WEBPAAS_SSH_URL" true
                    touch "$PLATFORMSH_CLI_HOME/login"
                  ''' } }
                  sh 'test -z "$(ls -A home)"; ls -lA ~/.ssh > after || true; cmp before after'
                }
                """));

        StandInJenkins.assertNothingLeft();
    }
}
