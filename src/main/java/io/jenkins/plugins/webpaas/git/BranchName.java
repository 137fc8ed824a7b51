package io.jenkins.plugins.webpaas.git;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.util.regex.Pattern;

/** The rules for names of branches, which are the names of environments that a push can create (git-check-ref-format(1)). */
public final class BranchName {
    private static final Pattern INVALID =
            Pattern.compile("[\\p{Cntrl} ~^:?*\\[\\\\]|\\.\\.|@\\{|//|^[-/.]|/\\.|\\.lock(/|$)|[/.]$");

    private BranchName() {}

    /** @throws InvalidFieldException if no push can create an environment of the name */
    public static void check(String name) {
        if (name.isEmpty() || INVALID.matcher(name).find()) {
            throw new InvalidFieldException("environment", "environment.noBranch", name);
        }
    }
}
