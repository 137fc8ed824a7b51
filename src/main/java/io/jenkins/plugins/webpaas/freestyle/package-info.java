/** Sessions for freestyle jobs. */
package io.jenkins.plugins.webpaas.freestyle;
