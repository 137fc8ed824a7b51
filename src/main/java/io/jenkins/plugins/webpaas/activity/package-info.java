/** What becomes of operations: activities are followed to their end. Free of Jenkins. */
package io.jenkins.plugins.webpaas.activity;
