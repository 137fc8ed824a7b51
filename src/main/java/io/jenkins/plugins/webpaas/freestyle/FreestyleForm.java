package io.jenkins.plugins.webpaas.freestyle;

import hudson.Util;
import io.jenkins.plugins.webpaas.build.AccountForm;

/** A form whose fields may have variables in them. */
interface FreestyleForm extends AccountForm {

    @Override
    default String known(String field) {
        String text = Util.fixEmptyAndTrim(field);
        return text == null || text.contains("$") ? null : text;
    }
}
