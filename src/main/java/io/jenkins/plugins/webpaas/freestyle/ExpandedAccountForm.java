package io.jenkins.plugins.webpaas.freestyle;

import hudson.Util;
import io.jenkins.plugins.webpaas.job.AccountForm;

/** A form whose fields may contain build variables. */
interface ExpandedAccountForm extends AccountForm {

    @Override
    default String noApiToken() {
        return io.jenkins.plugins.webpaas.job.Messages.ApiToken_inheritedFromJob();
    }

    @Override
    default String literal(String field) {
        String text = Util.fixEmptyAndTrim(field);
        return text == null || text.contains("$") ? null : text;
    }
}
