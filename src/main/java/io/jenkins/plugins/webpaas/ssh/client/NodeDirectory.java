package io.jenkins.plugins.webpaas.ssh.client;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The absolute path of a session's directory on a node, as text: the node's operating system may be another than the
 * controller's.
 */
public final class NodeDirectory {
    /** The longest path that Linux takes; Windows takes less by default. */
    private static final int LONGEST = 4096;

    private static final Pattern OF_WINDOWS = Pattern.compile("[A-Za-z]:\\\\|\\\\\\\\[^\\\\]");

    private final String path;
    private final boolean isWindows;

    private NodeDirectory(String path, boolean isWindows) {
        this.path = path;
        this.isWindows = isWindows;
    }

    /**
     * Checks a path that a node has told.
     *
     * @param path null for none
     * @throws IllegalArgumentException if it is not absolute, has {@code .} or {@code ..} in it, or {@link #canName cannot
     *     be named}
     */
    public static NodeDirectory of(String path) {
        if (path == null || path.length() > LONGEST || !canName(path)) {
            throw new IllegalArgumentException("no path that SSH clients can use");
        }
        boolean isWindows = OF_WINDOWS.matcher(path).lookingAt();
        if (!isWindows && !path.startsWith("/")) {
            throw new IllegalArgumentException("no absolute path");
        }
        NodeDirectory directory = new NodeDirectory(path, isWindows);
        if (directory.names().stream().anyMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."))) {
            throw new IllegalArgumentException("no path without detours");
        }
        return directory;
    }

    /** Whether {@code ssh_config}, a shell and rsync all take a path as it is. */
    public static boolean canName(String path) {
        return path.chars().noneMatch(c -> "\"'%$`".indexOf(c) >= 0 || Character.isISOControl(c));
    }

    public boolean isWindows() {
        return isWindows;
    }

    /** The path of a file in it. */
    public String file(String name) {
        return path + (isWindows ? '\\' : '/') + name;
    }

    /** The last part of its path. */
    public String name() {
        List<String> names = names();
        return names.get(names.size() - 1);
    }

    /** Whether it stands in a directory, which may be written with other separators. */
    public boolean isIn(String parent) {
        String beside = parent.replaceFirst("[/\\\\]+$", "") + '/' + name();
        return isWindows ? beside.replace('/', '\\').equalsIgnoreCase(path.replace('/', '\\')) : beside.equals(path);
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
