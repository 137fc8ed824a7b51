package io.jenkins.plugins.webpaas.pipeline;

import io.jenkins.plugins.webpaas.session.Target;

/** What a step is to work with: what it says itself, and else what the block around it says. */
record Inherited(String credentialsId, Target target) {

    /**
     * @param block null outside of every block
     * @throws IllegalArgumentException naming the parameter that is missing or cannot be right
     */
    static Inherited of(WebPaasBlock block, String credentialsId, String project, String environment) {
        String credentials = credentialsId != null || block == null ? credentialsId : block.credentialsId();
        if (credentials == null) {
            throw new IllegalArgumentException("credentialsId: is missing. Name a credential of the kind"
                    + " \"Web PaaS API token\", or put this step into a withWebPaas block");
        }
        return new Inherited(
                credentials, target(block == null ? Target.NOTHING : block.target(), project, environment));
    }

    /** An environment belongs to its project: another project does not have the block's. */
    private static Target target(Target outer, String project, String environment) {
        String ownProject = project == null ? outer.project() : project;
        boolean isOuters = project == null || project.equals(outer.project());
        return new Target(ownProject, environment == null && isOuters ? outer.environment() : environment);
    }
}
