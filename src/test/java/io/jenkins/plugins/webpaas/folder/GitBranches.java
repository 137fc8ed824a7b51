package io.jenkins.plugins.webpaas.folder;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.webpaas.support.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import jenkins.plugins.git.traits.TagDiscoveryTrait;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jvnet.hudson.test.JenkinsRule;

/** A git repository whose branches and tags a multibranch project builds. Each of them has the same Jenkinsfile. */
record GitBranches(JenkinsRule jenkins, Path repository) {

    /** Makes the repository with the branch {@code main}. */
    static GitBranches create(JenkinsRule jenkins, Path repository, String jenkinsfile) throws Exception {
        GitBranches branches = new GitBranches(jenkins, repository);
        branches.git("init -q -b main .");
        Files.writeString(repository.resolve("Jenkinsfile"), jenkinsfile);
        branches.git("add Jenkinsfile");
        branches.git("-c user.name=a -c user.email=a@example.com commit -q -m Begin");
        return branches;
    }

    void git(String arguments) {
        Command.shell("git " + arguments).in(repository).output();
    }

    /** Lets a project build the branches and tags of the repository. */
    void buildIn(WorkflowMultiBranchProject project) throws Exception {
        GitSCMSource source = new GitSCMSource(repository.toString());
        source.setTraits(List.of(new BranchDiscoveryTrait(), new TagDiscoveryTrait()));
        project.getSourcesList().add(new BranchSource(source));
        index(project);
    }

    /** Lets the project look for branches, and waits for it and for the builds that it starts. */
    void index(WorkflowMultiBranchProject project) throws Exception {
        project.scheduleBuild2(0).getFuture().get();
        assertThat(project.getIndexing().getResult()).isEqualTo(Result.SUCCESS);
        jenkins.waitUntilNoActivity();
    }
}
