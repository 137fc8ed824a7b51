package io.jenkins.plugins.webpaas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A file of those that Jenkins shows to users: a view, a help text, or a bundle of texts. */
record Resource(Path path) {
    private static final Path ROOT = Path.of("src/main/resources");

    /** @param ending of their names, such as {@code .jelly} */
    static List<Resource> all(String ending) {
        return walk(ROOT)
                .filter(path -> path.getFileName().toString().endsWith(ending))
                .map(Resource::new)
                .toList();
    }

    static Stream<Path> walk(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file beside the classes that Jenkins asks for. */
    static Resource of(String className, String file) {
        return new Resource(
                ROOT.resolve(className.replace('.', '/').replace('$', '/')).resolve(file));
    }

    boolean exists() {
        return Files.exists(path);
    }

    boolean isFrench() {
        return fileName().matches(".*_fr\\.\\w+");
    }

    String fileName() {
        return path.getFileName().toString();
    }

    /** The class that it belongs to, or the package if it is a {@code Messages.properties}. */
    String owner() {
        return ROOT.relativize(path.getParent()).toString().replace('/', '.');
    }

    /** {@code help-x_fr.html} for {@code help-x.html}, and {@code config_fr.properties} for {@code config.jelly}. */
    Resource french(String ending) {
        return sibling("_fr" + ending);
    }

    /** @param ending in place of what follows the last dot */
    Resource sibling(String ending) {
        String name = fileName();
        return new Resource(path.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ending));
    }

    /** @param ending that this file has, in place of its own */
    Resource without(String suffix, String ending) {
        String name = fileName();
        return new Resource(path.resolveSibling(name.substring(0, name.length() - suffix.length()) + ending));
    }

    /** Its texts, as Stapler and the JDK read them; none if there is no such file. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        if (exists()) {
            try (InputStream in = Files.newInputStream(path)) {
                PropertyResourceBundle bundle = new PropertyResourceBundle(in);
                for (Enumeration<String> keys = bundle.getKeys(); keys.hasMoreElements(); ) {
                    String key = keys.nextElement();
                    texts.put(key, bundle.getString(key));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }

    String content() {
        try {
            return Files.readString(path); // strictly UTF-8
        } catch (IOException e) {
            throw new UncheckedIOException(path + " is not in UTF-8", e);
        }
    }

    /** All its elements, which have to be well-formed. */
    List<Element> elements() {
        try {
            NodeList found = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(path.toFile())
                    .getElementsByTagName("*");
            return IntStream.range(0, found.getLength())
                    .mapToObj(index -> (Element) found.item(index))
                    .toList();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new IllegalStateException(path + ": " + e.getMessage(), e);
        }
    }

    static List<Attr> attributes(Element element) {
        List<Attr> attributes = new ArrayList<>();
        for (int index = 0; index < element.getAttributes().getLength(); index++) {
            attributes.add((Attr) element.getAttributes().item(index));
        }
        return attributes;
    }

    /** The text of the element itself, without that of the elements in it. */
    static String text(Element element) {
        StringBuilder text = new StringBuilder();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(child.getNodeValue());
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return ROOT.relativize(path).toString().replace("io/jenkins/plugins/webpaas/", "");
    }
}
