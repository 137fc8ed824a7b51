/** What an administrator sets for the whole controller, and what the controller keeps. */
package io.jenkins.plugins.webpaas.config;
