package io.jenkins.plugins.webpaas.git;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.util.regex.Pattern;

/** The rules for names of branches, which are the names of environments that a push can create (git-check-ref-format(1)). */
public final class BranchName {
    private static final Pattern INVALID =
            Pattern.compile("[\\p{Cntrl} ~^:?*\\[\\\\]|\\.\\.|@\\{|//|^[-/.]|/\\.|\\.lock(/|$)|[/.]$");

    private BranchName() {}

    /**
     * @param field that has the name
     * @throws InvalidFieldException if there can be no branch of the name, and so no environment
     */
    public static void check(String field, String name) {
        if (name.isEmpty() || INVALID.matcher(name).find()) {
            throw new InvalidFieldException(field, "environment.noBranch", name);
        }
    }
}
