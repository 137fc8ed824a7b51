package io.jenkins.plugins.webpaas.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.tools.InstallSourceProperty;
import hudson.tools.ToolLocationNodeProperty;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The CLI as a tool of builds and nodes. */
class WebPaasCliTest extends CliInJenkinsTest {
    @Test
    void isAToolOfDeclarativePipelines() throws Exception {
        release("5.0", "tar.gz", ArchiveServer.tarGz(cli("5.0")));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
                pipeline {
                  agent any
                  tools { webPaasCli 'webpaas 5' }
                  stages { stage('Deploy') { steps { sh 'webpaas' } } }
                }
                """, true));

        jenkins.assertLogContains("webpaas 5.0", jenkins.buildAndAssertSuccess(job));
    }

    @ParameterizedTest
    @ValueSource(strings = {"node { WITH { sh 'webpaas' } }", "WITH { node { sh 'webpaas' } }"})
    void isOnThePathOfASession(String nesting) throws Exception {
        release("5.0", "tar.gz", ArchiveServer.tarGz(cli("5.0")));
        try (StandIn standIn = StandIn.start()) {
            StandInJenkins.configure(standIn);
            String with = "withWebPaas(credentialsId: 'deploy-bot', cli: 'webpaas 5')";

            jenkins.assertLogContains(
                    "webpaas 5.0",
                    jenkins.buildAndAssertSuccess(PipelineJobs.job(jenkins, nesting.replace("WITH", with))));
            jenkins.assertLogContains(
                    "cli: there is no Web PaaS CLI 'webpaas 9'. There is 'webpaas 5'",
                    jenkins.buildAndAssertStatus(
                            Result.FAILURE,
                            PipelineJobs.job(jenkins, nesting.replace("WITH", with.replace("paas 5", "paas 9")))));
            assertThat(standIn.requests().count(Endpoint.TOKEN)).isOne();
        }
    }

    @Test
    void replacesOnlyADirectoryThatItInstalled(@TempDir Path directory) throws Exception {
        FilePath home = new FilePath(directory.resolve("opt").toFile());
        home.child("precious").write("data", "UTF-8");
        String line = server.publish("5.0", "zip", ArchiveServer.zip(cli("5.0")));
        WebPaasCliInstaller installer = installer(null, server.url("5.0", "zip"), line);

        configure(new WebPaasCli(NAME, home.getRemote(), List.of(new InstallSourceProperty(List.of(installer)))));
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> run(jenkins.jenkins))
                .withMessage("Web PaaS CLI 'webpaas 5', home: " + home.getRemote() + " is there already and was not"
                        + " installed by Jenkins. Delete it, or choose another directory");
        assertThat(home.child("precious").readToString()).isEqualTo("data");

        home.deleteRecursive();
        assertThat(run(jenkins.jenkins)).isEqualTo("webpaas 5.0");
        assertThat(home.child("webpaas").exists()).isTrue();
    }

    @Test
    void mayBeOnTheNodeAlready() throws Exception {
        DumbSlave node = jenkins.createOnlineSlave();
        FilePath home = node.getRootPath().child("opt");
        home.child("webpaas").write("#!/bin/sh\necho by hand", "UTF-8");
        home.child("webpaas").chmod(0755);

        configure(new WebPaasCli(NAME, "${BASE}/opt", List.of()));
        node.getNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(new EnvironmentVariablesNodeProperty.Entry(
                        "BASE", node.getRootPath().getRemote())));
        assertThat(run(node)).isEqualTo("by hand");

        configure(new WebPaasCli(NAME, "/elsewhere", List.of()));
        node.getNodeProperties()
                .add(new ToolLocationNodeProperty(new ToolLocationNodeProperty.ToolLocation(
                        jenkins.jenkins.getDescriptorByType(WebPaasCli.DescriptorImpl.class), NAME, home.getRemote())));
        assertThat(run(node)).isEqualTo("by hand");
    }

    @Test
    void mayNotBeForEveryNode() throws Exception {
        DumbSlave node = jenkins.createOnlineSlave();
        String line = server.publish("5.0", "zip", ArchiveServer.zip(cli("5.0")));
        install(installer(node.getNodeName(), server.url("5.0", "zip"), line));

        assertThat(run(node)).isEqualTo("webpaas 5.0");
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> run(jenkins.jenkins))
                .withMessage("cli: 'webpaas 5' has neither a directory nor an installer for the node "
                        + jenkins.jenkins.getDisplayName() + ". Add one to it under Manage Jenkins, Tools");
    }

    @Test
    void isFoundByItsName() {
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> run(jenkins.jenkins))
                .withMessage("cli: there is no Web PaaS CLI 'webpaas 5'. Add one under Manage Jenkins, Tools");

        configure(new WebPaasCli("webpaas 4", "/opt/4", List.of()), new WebPaasCli("upsun", "/opt/upsun", List.of()));
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> run(jenkins.jenkins))
                .withMessage("cli: there is no Web PaaS CLI 'webpaas 5'. There is 'webpaas 4', 'upsun'");
    }
}
