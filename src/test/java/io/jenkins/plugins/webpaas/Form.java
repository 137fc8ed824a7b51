package io.jenkins.plugins.webpaas;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** The form of a class, with the views that it includes. */
record Form(JavaClass type, Resource view) {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.jenkins.plugins.webpaas");

    static List<Form> all() {
        return Stream.of("config.jelly", "credentials.jelly")
                .flatMap(name -> Resource.all(name).stream())
                .map(view -> new Form(CLASSES.get(view.owner()), view))
                .toList();
    }

    static Optional<JavaClass> type(String name) {
        return CLASSES.contain(name) ? Optional.of(CLASSES.get(name)) : Optional.empty();
    }

    /** A class and those of ours that it extends, in the order in which Jenkins looks for their resources. */
    static List<JavaClass> ancestry(JavaClass type) {
        return Stream.concat(Stream.of(type), type.getAllRawSuperclasses().stream())
                .filter(each -> CLASSES.contain(each.getName()))
                .toList();
    }

    Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        collect(view, fields);
        return fields;
    }

    private static void collect(Resource view, Set<String> fields) {
        for (Element element : view.elements()) {
            if (element.hasAttribute("field")) {
                fields.add(element.getAttribute("field"));
            }
            if (element.getTagName().equals("st:include")) {
                type(element.getAttribute("class"))
                        .ifPresent(type -> collect(find(type, element.getAttribute("page")), fields));
            }
        }
    }

    private static Resource find(JavaClass type, String page) {
        return ancestry(type).stream()
                .map(owner -> Resource.of(owner.getName(), page))
                .filter(Resource::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(type.getName() + " has no view " + page));
    }

    /** The help text that Jenkins shows in this form. */
    Optional<Resource> help(String field) {
        return Stream.concat(ancestry(type).stream(), ancestry(helped()).stream())
                .map(owner -> Resource.of(owner.getName(), "help-" + field + ".html"))
                .filter(Resource::exists)
                .findFirst();
    }

    /** Returns the class whose help fills gaps: for the build wrapper, that of {@code withWebPaas}. */
    private JavaClass helped() {
        return type.getSimpleName().equals("WebPaasBuildWrapper")
                ? CLASSES.get("io.jenkins.plugins.webpaas.pipeline.WithWebPaasStep")
                : type;
    }
}
