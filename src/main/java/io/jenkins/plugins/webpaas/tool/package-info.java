/** The vendor's CLI as a tool that Jenkins installs. */
package io.jenkins.plugins.webpaas.tool;
