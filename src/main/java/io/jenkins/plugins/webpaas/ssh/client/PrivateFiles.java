package io.jenkins.plugins.webpaas.ssh.client;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Files and directories that only the node's user can access. */
public final class PrivateFiles {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFiles() {}

    /** Creates a directory, or checks that an existing directory belongs to this user. Returns whether the directory is new. */
    public static boolean claimDirectory(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            createDirectory(directory);
            return true;
        }
        Path probe = Files.createTempFile(directory, "owner", null);
        try {
            if (!Files.getOwner(probe).equals(Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS))) {
                throw new AccessDeniedException(directory.toString(), null, "it belongs to another user");
            }
        } finally {
            Files.delete(probe);
        }
        return false;
    }

    private static void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, mode("rwx------"));
        if (!POSIX) {
            AclFileAttributeView acl = Files.getFileAttributeView(directory, AclFileAttributeView.class);
            acl.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(acl.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .setFlags(AclEntryFlag.DIRECTORY_INHERIT, AclEntryFlag.FILE_INHERIT)
                    .build()));
        }
    }

    /** Creates a file, or replaces it atomically, since a client may be reading the file. */
    static void write(Path file, String text) throws IOException {
        write(file, text, "rw-------");
    }

    /**
     * Tells whether this user can run programs in a directory. A mount with {@code noexec} does not allow that. Always true on Windows,
     * where a session has no programs.
     *
     * @throws IOException if the directory is not writable
     */
    public static boolean allowsPrograms(Path directory) throws IOException {
        if (File.separatorChar == '\\') {
            return true;
        }
        Path program = directory.resolve("probe");
        try {
            writeExecutable(program, "#!/bin/sh\n");
            return Files.isExecutable(program);
        } finally {
            Files.deleteIfExists(program);
        }
    }

    static void writeExecutable(Path file, String text) throws IOException {
        write(file, text, "rwx------");
    }

    private static void write(Path file, String text, String mode) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, mode(mode));
        Files.writeString(temporary, text);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] mode(String mode) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    /**
     * Deletes a directory and its content, as far as this user can: a container may have left files of another user. Does not follow
     * links.
     *
     * @return the files that could not be deleted, each with its reason
     */
    public static List<String> deleteDirectory(Path directory) throws IOException {
        DirectoryDeletion deletion = new DirectoryDeletion();
        if (Files.exists(directory)) {
            Files.walkFileTree(directory, deletion);
        }
        return deletion.failures;
    }

    private static final class DirectoryDeletion extends SimpleFileVisitor<Path> {
        private final List<String> failures = new ArrayList<>();

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return delete(file);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return delete(file);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, IOException e) {
            return delete(visited);
        }

        private FileVisitResult delete(Path path) {
            try {
                Files.deleteIfExists(path);
            } catch (DirectoryNotEmptyException e) {
                // The failures already name the files in this directory.
            } catch (IOException e) {
                failures.add(e instanceof AccessDeniedException ? path + ": access denied" : e.getMessage());
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
