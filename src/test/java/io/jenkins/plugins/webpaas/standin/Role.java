package io.jenkins.plugins.webpaas.standin;

/** The role of an account in a project (protocol, "Roles"). An account without a role does not see the project. */
public enum Role {
    /** Knows of the project and is refused it, with 403. */
    BARRED,
    /** Reads. */
    VIEWER,
    /** Reads, pushes, has SSH. */
    CONTRIBUTOR,
    /** May do everything. */
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
