/**
 * Releases of the vendor's CLI: the archive that a platform needs, its download, and its checksum. Begin with
 * {@link io.jenkins.plugins.webpaas.cli.Archive}, which chooses an archive, and {@link io.jenkins.plugins.webpaas.cli.ArchiveCache}, which opens
 * it. This package must not know Jenkins, and it must not return an archive whose checksum was not verified.
 */
package io.jenkins.plugins.webpaas.cli;
