package io.jenkins.plugins.webpaas;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The plugin's classes whose instances Jenkins saves, found by following fields from those that Jenkins asks for. */
final class SavedClasses {
    static final String ROOT = "io.jenkins.plugins.webpaas.";

    /** Types of Jenkins whose instances are saved with a Pipeline; names, since the build without Jenkins lacks the classes. */
    private static final List<String> OF_PIPELINES = List.of(
            "hudson.console.ConsoleLogFilter",
            "org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback",
            "org.jenkinsci.plugins.workflow.steps.EnvironmentExpander",
            "org.jenkinsci.plugins.workflow.steps.FailureHandler",
            "org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution",
            "org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution$TailCall",
            "org.jenkinsci.plugins.workflow.steps.StepExecution");

    /** Packages whose serializable classes are for Pipelines; those of {@code node} and {@code tool} are for a channel. */
    private static final Set<String> PIPELINES = Set.of(ROOT + "job", ROOT + "pipeline");

    private static final List<String> OF_BUILDS_AND_CONFIGURATION = List.of(
            "hudson.model.Action",
            "hudson.model.Describable",
            "hudson.model.InvisibleAction",
            "hudson.tasks.Builder",
            "hudson.tools.ToolInstallation",
            "hudson.tools.ToolInstaller",
            "jenkins.model.GlobalConfiguration",
            "jenkins.tasks.SimpleBuildWrapper",
            "com.cloudbees.hudson.plugins.folder.AbstractFolderProperty",
            "com.cloudbees.plugins.credentials.impl.BaseStandardCredentials");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.jenkins.plugins.webpaas");

    private SavedClasses() {}

    /** Classes saved in {@code program.dat}, by JBoss Marshalling. */
    static Set<JavaClass> ofPipelines() {
        return reachable(type -> OF_PIPELINES.stream().anyMatch(type::isAssignableTo)
                || PIPELINES.contains(type.getPackageName()) && type.isAssignableTo("java.io.Serializable"));
    }

    /** Classes saved in {@code build.xml} or a configuration, by XStream. */
    static Set<JavaClass> ofBuildsAndConfiguration() {
        return reachable(type -> OF_BUILDS_AND_CONFIGURATION.stream().anyMatch(type::isAssignableTo));
    }

    private static Set<JavaClass> reachable(Predicate<JavaClass> isRoot) {
        Set<JavaClass> saved = new TreeSet<>(Comparator.comparing(JavaClass::getName));
        CLASSES.stream().filter(isRoot).forEach(type -> collect(type, saved));
        return saved;
    }

    /** A field may hold an instance of each subclass of its type, and of each type in its generics. */
    private static void collect(JavaClass type, Set<JavaClass> saved) {
        JavaClass element = type.getBaseComponentType();
        if (element.getName().startsWith(ROOT) && saved.add(element)) {
            element.getAllSubclasses().forEach(subclass -> collect(subclass, saved));
            element.getAllFields().stream()
                    .filter(SavedClasses::isSaved)
                    .flatMap(SavedClasses::types)
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
}
