package io.jenkins.plugins.webpaas.session;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The absolute path of a session's directory on a node. The path is text, because the node can have another operating system than the
 * controller.
 */
public final class SessionDirectory {
    /** The longest path on Linux; the default on Windows is shorter. */
    private static final int MAX_LENGTH = 4096;

    private static final Pattern WINDOWS_ROOT = Pattern.compile("[A-Za-z]:\\\\|\\\\\\\\[^\\\\]");

    private final String path;
    private final boolean isWindows;

    private SessionDirectory(String path, boolean isWindows) {
        this.path = path;
        this.isWindows = isWindows;
    }

    /**
     * Checks a path from a node.
     *
     * @param path a path; null is invalid
     * @throws IllegalArgumentException if the path is not absolute, contains {@code .} or {@code ..}, or has characters
     *     that SSH clients cannot use
     */
    public static SessionDirectory of(String path) {
        if (path == null || path.length() > MAX_LENGTH || !NodeSessionDirectory.canName(path)) {
            throw new IllegalArgumentException("a path that SSH clients cannot use");
        }
        boolean isWindows = WINDOWS_ROOT.matcher(path).lookingAt();
        if (!isWindows && !path.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path");
        }
        SessionDirectory directory = new SessionDirectory(path, isWindows);
        if (directory.names().stream().anyMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."))) {
            throw new IllegalArgumentException("a path with an empty name, '.' or '..'");
        }
        return directory;
    }

    public boolean isWindows() {
        return isWindows;
    }

    public String file(String name) {
        return path + (isWindows ? '\\' : '/') + name;
    }

    public String name() {
        List<String> names = names();
        return names.get(names.size() - 1);
    }

    /** Tells whether this directory is in {@code parent}, which may use other separators. */
    public boolean isIn(String parent) {
        String child = parent.replaceFirst("[/\\\\]+$", "") + '/' + name();
        return isWindows ? child.replace('/', '\\').equalsIgnoreCase(path.replace('/', '\\')) : child.equals(path);
    }

    private List<String> names() {
        String relative = path.substring(isWindows ? (path.startsWith("\\") ? 2 : 3) : 1);
        return Arrays.asList(relative.split(isWindows ? "[/\\\\]" : "/", -1));
    }

    @Override
    public String toString() {
        return path;
    }
}
