package io.jenkins.plugins.webpaas.ssh.client;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The absolute path of a session's directory on a node. The path is text, because the node can have another operating system than the
 * controller.
 */
public final class NodeDirectory {
    /** The longest path on Linux; the default on Windows is shorter. */
    private static final int MAX_LENGTH = 4096;

    private static final Pattern WINDOWS_ROOT = Pattern.compile("[A-Za-z]:\\\\|\\\\\\\\[^\\\\]");

    private final String path;
    private final boolean isWindows;

    private NodeDirectory(String path, boolean isWindows) {
        this.path = path;
        this.isWindows = isWindows;
    }

    /**
     * Checks a path from a node.
     *
     * @param path a path; null is invalid
     * @throws IllegalArgumentException if the path is not absolute, contains {@code .} or {@code ..}, or is not {@link #canName usable
     *     by SSH clients}
     */
    public static NodeDirectory of(String path) {
        if (path == null || path.length() > MAX_LENGTH || !canName(path)) {
            throw new IllegalArgumentException("a path that SSH clients cannot use");
        }
        boolean isWindows = WINDOWS_ROOT.matcher(path).lookingAt();
        if (!isWindows && !path.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path");
        }
        NodeDirectory directory = new NodeDirectory(path, isWindows);
        if (directory.names().stream().anyMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."))) {
            throw new IllegalArgumentException("a path with an empty name, '.' or '..'");
        }
        return directory;
    }

    /** Tells whether {@code ssh_config}, a shell and rsync all accept a path without escapes. */
    public static boolean canName(String path) {
        return path.chars().noneMatch(c -> "\"'%$`".indexOf(c) >= 0 || Character.isISOControl(c));
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
