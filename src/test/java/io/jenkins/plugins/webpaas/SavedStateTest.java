package io.jenkins.plugins.webpaas;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What Jenkins saves of the plugin: Pipelines by JBoss Marshalling, builds and configuration by XStream. Neither reads a record whose
 * components have changed, and both leave a field at null or 0 that an ordinary class has got since.
 */
class SavedStateTest {
    private static final String ROOT = "io.jenkins.plugins.webpaas.";

    /** Types of Jenkins whose instances are saved, by name since the build without Jenkins does not have them. */
    private static final List<String> SAVED = List.of(
            "hudson.console.ConsoleLogFilter",
            "hudson.model.Action",
            "hudson.model.Describable",
            "hudson.model.InvisibleAction",
            "hudson.tasks.Builder",
            "hudson.tools.ToolInstallation",
            "hudson.tools.ToolInstaller",
            "jenkins.model.GlobalConfiguration",
            "jenkins.tasks.SimpleBuildWrapper",
            "com.cloudbees.plugins.credentials.impl.BaseStandardCredentials",
            "org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback",
            "org.jenkinsci.plugins.workflow.steps.EnvironmentExpander",
            "org.jenkinsci.plugins.workflow.steps.FailureHandler",
            "org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution",
            "org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution$TailCall",
            "org.jenkinsci.plugins.workflow.steps.StepExecution");

    /** Packages whose serializable classes are for Pipelines; those of {@code node} and {@code tool} are for a channel. */
    private static final Set<String> BUILDS = Set.of(ROOT + "build", ROOT + "pipeline");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.jenkins.plugins.webpaas");

    @Test
    void noneOfItIsARecord() {
        Set<JavaClass> saved = saved();

        assertThat(names(saved))
                .as("what must be among it")
                .contains(
                        "activity.Followed",
                        "activity.Operation$SourceOperation",
                        "build.ActivitiesAction$Line",
                        "client.Asked",
                        "command.RemoteCommand",
                        "config.CustomService",
                        "credentials.WebPaasApiToken",
                        "freestyle.WebPaasBackupBuilder",
                        "node.NodePlace",
                        "pipeline.NodeEnvironment",
                        "pipeline.WebPaasBlock",
                        "session.Session",
                        "tool.WebPaasCliInstaller");
        assertThat(names(saved.stream().filter(JavaClass::isRecord).toList())).isEmpty();
    }

    @Test
    void allThatIsSerializedSaysItsVersionAndHasNoSubclasses() {
        List<JavaClass> serialized = saved().stream()
                .filter(type -> type.isAssignableTo("java.io.Serializable")
                        || type.tryGetField("serialVersionUID").isPresent())
                .filter(type -> !type.isInterface() && !type.isEnum())
                .toList();

        assertThat(serialized).hasSizeGreaterThan(20);
        assertThat(serialized).allSatisfy(type -> {
            assertThat(type.tryGetField("serialVersionUID")).as(type.getName()).isPresent();
            assertThat(type.getModifiers()).as(type.getName()).containsAnyOf(JavaModifier.FINAL, JavaModifier.ABSTRACT);
        });
    }

    private static Set<JavaClass> saved() {
        Set<JavaClass> saved = new TreeSet<>(Comparator.comparing(JavaClass::getName));
        CLASSES.stream().filter(SavedStateTest::isRoot).forEach(type -> collect(type, saved));
        return saved;
    }

    private static boolean isRoot(JavaClass type) {
        return SAVED.stream().anyMatch(type::isAssignableTo)
                || BUILDS.contains(type.getPackageName()) && type.isAssignableTo("java.io.Serializable");
    }

    /** A field may hold whatever its type, or a type in its generics, has for subclasses. */
    private static void collect(JavaClass type, Set<JavaClass> saved) {
        JavaClass element = type.getBaseComponentType();
        if (element.getName().startsWith(ROOT) && saved.add(element)) {
            element.getAllSubclasses().forEach(subclass -> collect(subclass, saved));
            element.getAllFields().stream()
                    .filter(SavedStateTest::isSaved)
                    .flatMap(SavedStateTest::types)
                    .forEach(used -> collect(used, saved));
        }
    }

    private static boolean isSaved(JavaField field) {
        return !field.getModifiers().contains(JavaModifier.STATIC)
                && !field.getModifiers().contains(JavaModifier.TRANSIENT);
    }

    private static Stream<JavaClass> types(JavaField field) {
        return field.getType().getAllInvolvedRawTypes().stream();
    }

    private static Set<String> names(Collection<JavaClass> types) {
        return types.stream()
                .map(type -> type.getName().substring(ROOT.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
