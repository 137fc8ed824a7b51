/** Releases of the vendor's CLI: which archive a platform needs, and that it is the right one. Free of Jenkins. */
package io.jenkins.plugins.webpaas.cli;
