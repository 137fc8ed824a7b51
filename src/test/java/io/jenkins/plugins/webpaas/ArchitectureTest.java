package io.jenkins.plugins.webpaas;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house: who may know whom. */
class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.webpaas.";

    private static final String[] CORE = Stream.of(
                    "service", "concurrent", "api", "activity", "cli", "git", "ssh", "session", "command")
            .map(name -> ROOT + name + "..")
            .toArray(String[]::new);

    /** The names in Pipelines, freestyle jobs, Configuration as Code, and scripts of administrators. */
    private static final Set<String> API = Set.of(
            "BuiltInService",
            "CustomService",
            "WebPaasActivateStep",
            "WebPaasApiToken",
            "WebPaasBackupStep",
            "WebPaasBranchStep",
            "WebPaasBuildWrapper",
            "WebPaasBuilder",
            "WebPaasCli",
            "WebPaasCliInstaller",
            "WebPaasConfiguration",
            "WebPaasDeactivateStep",
            "WebPaasDeleteStep",
            "WebPaasDeployStep",
            "WebPaasFolderProperty",
            "WebPaasMergeStep",
            "WebPaasOperationStep",
            "WebPaasPauseStep",
            "WebPaasPushStep",
            "WebPaasRedeployStep",
            "WebPaasRestoreStep",
            "WebPaasResumeStep",
            "WebPaasSourceOperationStep",
            "WebPaasSshStep",
            "WebPaasSynchronizeStep",
            "WebPaasWaitStep",
            "WithWebPaasStep");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.jenkins.plugins.webpaas");

    @Test
    void theCoreDoesNotKnowJenkins() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "hudson..",
                                "jenkins..",
                                "org.jenkinsci..",
                                "com.cloudbees..",
                                "org.kohsuke..",
                                "org.jvnet..")
                        .or(resideInAnyPackage("io.jenkins..").and(resideOutsideOfPackages(CORE))))
                .check(CLASSES);
    }

    @Test
    void noPackagesKnowEachOtherInACircle() {
        slices().matching("io.jenkins.plugins.webpaas.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void freestyleAndPipelineDoNotKnowEachOther() {
        slices().matching("io.jenkins.plugins.webpaas.(freestyle|pipeline)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
        assertThat(Resource.all(".jelly"))
                .filteredOn(view -> view.owner().startsWith(ROOT + "freestyle"))
                .isNotEmpty()
                .noneMatch(view -> view.content().contains(ROOT + "pipeline"));
    }

    @Test
    void onlyCommandsUseAnSshLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "command..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("net.schmizz..", "com.hierynomus..")
                .check(CLASSES);
    }

    @Test
    void whatWorksForSshNeedsTheJdkAlone() {
        classes()
                .that()
                .resideInAnyPackage(ROOT + "service..", ROOT + "ssh..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "jdk.net..",
                        "edu.umd.cs.findbugs.annotations", // for SpotBugs; no JVM loads them
                        ROOT + "service..",
                        ROOT + "ssh.."))
                .check(CLASSES);
    }

    @Test
    void whatUsersDoNotNameIsRestricted() {
        assertThat(CLASSES.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(not(resideInAnyPackage(CORE)))
                        .filter(type -> !type.getSimpleName().equals("Messages"))
                        .filter(type -> !type.isAnnotatedWith("org.kohsuke.accmod.Restricted"))
                        .map(JavaClass::getSimpleName))
                .as("If users name the class, add it here; else write @Restricted(NoExternalUse.class) above it")
                .containsExactlyInAnyOrderElementsOf(API);
    }
}
