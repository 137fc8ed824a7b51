package io.jenkins.plugins.webpaas.tool;

import hudson.FilePath;
import hudson.FilePath.TarCompression;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.webpaas.cli.Archive;
import io.jenkins.plugins.webpaas.cli.CannotInstallException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Objects;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * The directory on a node with a release of the CLI. The directory is replaced as a whole.
 *
 * @param isChosenByJenkins whether Jenkins chose the directory, so that users have no files there
 */
record CliHome(FilePath path, boolean isChosenByJenkins) {
    private static final String MARKER = ".installedFrom";

    boolean has(Archive archive) throws IOException, InterruptedException {
        FilePath marker = path.child(MARKER);
        return marker.exists() && marker.readToString().equals(archive.toString());
    }

    /**
     * Installs an archive.
     *
     * @throws CannotInstallException naming the field {@code home} if the directory has files that this class did not install
     */
    void replace(Archive archive, InputStream content) throws IOException, InterruptedException {
        if (!isChosenByJenkins && path.exists() && !path.child(MARKER).exists()) {
            throw new CannotInstallException("home: " + path.getRemote()
                    + " is there already and was not installed by Jenkins. Delete it, or choose another directory");
        }
        FilePath temporary = sibling("@new");
        FilePath old = sibling("@old");
        temporary.deleteRecursive();
        old.deleteRecursive();
        if (archive.isZip()) {
            temporary.unzipFrom(content);
        } else {
            temporary.untarFrom(content, TarCompression.GZIP);
        }
        temporary.act(new MakeExecutable());
        temporary.child(MARKER).write(archive.toString(), "UTF-8");
        if (path.exists()) {
            path.renameTo(old);
        }
        temporary.renameTo(path);
        old.deleteRecursive();
    }

    /** @param suffix a suffix with a character that cannot be in the name of a tool's directory */
    private FilePath sibling(String suffix) {
        return Objects.requireNonNull(path.sibling(path.getName() + suffix));
    }

    /** Makes all files executable, since zip archives need not have file modes. */
    private record MakeExecutable() implements ControllerToAgentFileCallable<Void> {
        @Override
        public Void invoke(File home, VirtualChannel channel) throws IOException {
            makeExecutable(home);
            makeExecutable(new File(home, "bin"));
            return null;
        }

        private static void makeExecutable(File directory) throws IOException {
            File[] files = directory.listFiles();
            if (files == null) {
                return;
            }
            for (File file : files) {
                if (Files.isRegularFile(file.toPath(), LinkOption.NOFOLLOW_LINKS) && !file.setExecutable(true, false)) {
                    throw new IOException(file + " cannot be made executable");
                }
            }
        }
    }
}
