package org.jenkinsci.plugins.workflow;

import hudson.FilePath;

public class FilePathUtils {
    private FilePathUtils() {}

    public static native FilePath find(String node, String path);
}
