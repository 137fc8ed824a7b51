package io.jenkins.plugins.webpaas;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Later versions of the plugin read all that Jenkins saves: ordinary classes, of which JBoss Marshalling and XStream leave the
 * fields at null or 0 that the stream does not have. A record whose components have changed is read by neither.
 */
class SavedClassesTest {
    private static final Set<JavaClass> PIPELINES = SavedClasses.ofPipelines();
    private static final Set<JavaClass> OTHERS = SavedClasses.ofBuildsAndConfiguration();

    @Test
    void whatAPipelineSavesHasNoRecord() {
        assertThat(names(PIPELINES))
                .as("what must be among it")
                .contains(
                        "activity.WaitState$ActivityState",
                        "api.Operation$SourceOperation",
                        "api.PendingRequest",
                        "command.RemoteCommand",
                        "node.SessionLocation",
                        "pipeline.NodeEnvironment",
                        "pipeline.WebPaasBlock",
                        "session.Session");
        assertThat(records(PIPELINES)).isEmpty();
    }

    @Test
    void whatABuildOrAConfigurationSavesHasNoRecord() {
        assertThat(names(OTHERS))
                .as("what must be among it")
                .contains(
                        "job.ActivityResult",
                        "config.CustomService",
                        "credentials.WebPaasApiToken",
                        "folder.WebPaasFolderProperty",
                        "freestyle.WebPaasBuilder",
                        "tool.WebPaasCliInstaller");
        assertThat(records(OTHERS)).isEmpty();
    }

    @Test
    void whatAPipelineSavesSaysItsVersionAndHasNoSubclasses() {
        List<JavaClass> classes = PIPELINES.stream()
                .filter(type -> !type.isInterface() && !type.isEnum())
                .toList();

        assertThat(classes).hasSizeGreaterThan(20).allSatisfy(type -> {
            assertThat(type.tryGetField("serialVersionUID")).as(type.getName()).isPresent();
            assertThat(type.getModifiers()).as(type.getName()).containsAnyOf(JavaModifier.FINAL, JavaModifier.ABSTRACT);
        });
    }

    private static List<String> records(Collection<JavaClass> classes) {
        return names(classes.stream().filter(JavaClass::isRecord).toList());
    }

    private static List<String> names(Collection<JavaClass> classes) {
        return classes.stream()
                .map(type -> type.getName().substring(SavedClasses.ROOT.length()))
                .toList();
    }
}
