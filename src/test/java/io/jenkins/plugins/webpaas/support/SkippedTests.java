package io.jenkins.plugins.webpaas.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The last lines of a build: how many tests were skipped, and why. */
public final class SkippedTests {
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Instant begin;

    private SkippedTests(Instant begin) {
        this.begin = begin;
    }

    /** @param args when the build began, and directories of Surefire's or Failsafe's reports */
    public static void main(String... args) throws IOException, XMLStreamException {
        List<Path> directories = Arrays.stream(args)
                .skip(1)
                .map(Path::of)
                .filter(Files::isDirectory)
                .toList();
        lines(Instant.parse(args[0]), directories).forEach(System.out::println);
    }

    /** One line for each reason. Reports of earlier builds do not count. */
    static List<String> lines(Instant begin, List<Path> directories) throws IOException, XMLStreamException {
        SkippedTests skipped = new SkippedTests(begin);
        for (Path directory : directories) {
            skipped.count(directory);
        }
        return skipped.reasons.entrySet().stream()
                .map(reason -> reason.getValue() == 1
                        ? "1 test was skipped: " + reason.getKey()
                        : reason.getValue() + " tests were skipped: " + reason.getKey())
                .toList();
    }

    private void count(Path directory) throws IOException, XMLStreamException {
        try (DirectoryStream<Path> reports = Files.newDirectoryStream(directory, "TEST-*.xml")) {
            for (Path report : reports) {
                if (!Files.getLastModifiedTime(report).toInstant().isBefore(begin)) {
                    try (InputStream xml = Files.newInputStream(report)) {
                        count(xml);
                    }
                }
            }
        }
    }

    private void count(InputStream xml) throws XMLStreamException {
        XMLStreamReader reader = XMLInputFactory.newDefaultFactory().createXMLStreamReader(xml);
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT
                    && reader.getLocalName().equals("skipped")) {
                reasons.merge(reason(reader), 1, Integer::sum);
            }
        }
    }

    /** A condition gives a message, a test that skips itself the stack trace of an exception. */
    private static String reason(XMLStreamReader skipped) throws XMLStreamException {
        String message = skipped.getAttributeValue(null, "message");
        return message != null
                ? message
                : skipped.getElementText()
                        .lines()
                        .findFirst()
                        .orElse("")
                        .replaceFirst("^\\S+: (Assumption failed: )?", "");
    }
}
