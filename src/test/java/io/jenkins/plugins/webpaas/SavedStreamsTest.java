package io.jenkins.plugins.webpaas;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.jenkins.plugins.webpaas.support.RiverMarshaller;
import io.jenkins.plugins.webpaas.support.SavedFields;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.marshalling.SimpleClassResolver;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * This version reads the running Pipelines of earlier versions. For each class, a file keeps a stream of an instance, in
 * base64, and the fields that it was written with. A stream is never written anew; a line of a field goes only with the field.
 * {@code -Dwebpaas.streams=write} adds the files of classes that have none; with {@code pom.xml}, which has all classes.
 */
class SavedStreamsTest {
    private static final Path STREAMS = Path.of("src/test/resources/streams");

    @TestFactory
    Stream<DynamicTest> isRead() throws IOException {
        if ("write".equals(System.getProperty("webpaas.streams"))) {
            classes().filter(SavedStreamsTest::isUnwritten).forEach(SavedStreamsTest::write);
        }
        Set<String> here = classes().collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(STREAMS)) {
            return files.sorted().toList().stream()
                    .filter(file -> here.contains(className(file)))
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> read(file)));
        }
    }

    @Test
    void ofEachClassThatIsSaved() {
        assertThat(classes()).hasSizeGreaterThan(10);
        assertThat(classes().filter(SavedStreamsTest::isUnwritten))
                .as("classes without a stream, which -Dwebpaas.streams=write adds")
                .isEmpty();
    }

    /** An instance of another version, which has none of the fields of this one, and a field that this one does not have. */
    @TestFactory
    Stream<DynamicTest> isReadWithOtherFields() {
        return classes()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    byte[] stream = RiverMarshaller.write(
                            new OtherVersion(),
                            new SimpleClassResolver(getClass().getClassLoader()) {
                                @Override
                                public String getClassName(Class<?> type) throws IOException {
                                    return type == OtherVersion.class ? name : super.getClassName(type);
                                }
                            });

                    assertThat(RiverMarshaller.read(stream).getClass()).hasToString("class " + name);
                }));
    }

    private static final class OtherVersion implements Serializable {
        private static final long serialVersionUID = 1;

        private final List<String> other = List.of("value");
    }

    private static void read(Path file) throws IOException, ReflectiveOperationException {
        List<String> lines = Files.readAllLines(file);
        Object object = RiverMarshaller.read(Base64.getDecoder().decode(lines.get(0)));

        assertThat(object.getClass()).hasToString("class " + className(file));
        assertThat(SavedFields.lines(object)).containsAll(lines.subList(1, lines.size()));
    }

    private static void write(String name) {
        try {
            Files.write(file(name), stream(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isUnwritten(String name) {
        return Files.notExists(file(name));
    }

    private static Path file(String name) {
        return STREAMS.resolve(name.substring(SavedClasses.ROOT.length()) + ".txt");
    }

    private static String className(Path file) {
        return SavedClasses.ROOT + file.getFileName().toString().replaceFirst("\\.txt$", "");
    }

    /** Names of the classes that Pipelines save, as far as this build can load them. */
    private static Stream<String> classes() {
        return SavedClasses.ofPipelines().stream()
                .filter(type -> !type.isInterface()
                        && !type.isEnum()
                        && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .filter(SavedStreamsTest::canBeLoaded);
    }

    private static boolean canBeLoaded(String name) {
        try {
            stream(name);
            return true;
        } catch (NoClassDefFoundError e) {
            return false;
        }
    }

    private static List<String> stream(String name) {
        try {
            Object sample = SavedFields.sample(Class.forName(name));
            List<String> lines = new ArrayList<>(SavedFields.lines(sample));
            lines.add(0, Base64.getEncoder().encodeToString(RiverMarshaller.write(sample)));
            return lines;
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(name, e);
        }
    }
}
