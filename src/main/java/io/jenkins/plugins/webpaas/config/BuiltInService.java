package io.jenkins.plugins.webpaas.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import java.util.Optional;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A built-in service with what an administrator says of its SSH hosts. Lists are entered one value a line. */
public final class BuiltInService implements Describable<BuiltInService> {
    private final String id;
    private String knownHosts;
    private UnknownHosts unknownHosts;
    private boolean strict;
    private String sshOptions;

    /** @param id of the built-in service */
    @DataBoundConstructor
    public BuiltInService(String id) {
        this.id = EnteredText.trim(id);
        unknownHosts = builtIn().map(service -> service.ssh().unknownHosts()).orElse(null);
    }

    private Optional<Service> builtIn() {
        return Service.BUILT_IN.stream()
                .filter(service -> service.id().equals(id))
                .findFirst();
    }

    /** @throws InvalidFieldException naming the field that is unusable */
    Service toService() {
        Service service = builtIn()
                .orElseThrow(() -> new InvalidFieldException(
                        "id",
                        "id.builtIn",
                        id,
                        Service.BUILT_IN.stream().map(Service::id).collect(Collectors.joining(", "))));
        SshHosts hosts = new SshHosts(
                service.ssh().domains(),
                EnteredText.linesWithoutComments(knownHosts),
                unknownHosts,
                strict,
                EnteredText.lines(sshOptions));
        return new Service(service.id(), service.name(), service.endpoints(), hosts, service.cli());
    }

    /** Tells whether the administrator says anything that the built-in service does not, be it right or wrong. */
    boolean isExtended() {
        return builtIn()
                .map(service -> strict
                        || unknownHosts != service.ssh().unknownHosts()
                        || !EnteredText.lines(knownHosts).isEmpty()
                        || !EnteredText.lines(sshOptions).isEmpty())
                .orElse(true);
    }

    public String getId() {
        return id;
    }

    /** For people. */
    public String getName() {
        return builtIn().map(Service::name).orElse(id);
    }

    /** For people. */
    public String getSshDomains() {
        return builtIn()
                .map(service -> String.join(", ", service.ssh().domains()))
                .orElse("");
    }

    public String getKnownHosts() {
        return knownHosts;
    }

    @DataBoundSetter
    public void setKnownHosts(String knownHosts) {
        this.knownHosts = EnteredText.trim(knownHosts);
    }

    public UnknownHosts getUnknownHosts() {
        return unknownHosts;
    }

    @DataBoundSetter
    public void setUnknownHosts(UnknownHosts unknownHosts) {
        this.unknownHosts = unknownHosts;
    }

    public boolean isStrict() {
        return strict;
    }

    @DataBoundSetter
    public void setStrict(boolean strict) {
        this.strict = strict;
    }

    public String getSshOptions() {
        return sshOptions;
    }

    @DataBoundSetter
    public void setSshOptions(String sshOptions) {
        this.sshOptions = EnteredText.trim(sshOptions);
    }

    @Extension
    @Symbol("webPaasBuiltInService")
    public static final class DescriptorImpl extends Descriptor<BuiltInService> {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.BuiltInService_DisplayName();
        }

        /** The help of the same fields of further services. */
        @Override
        public String getHelpFile(String fieldName) {
            return Jenkins.get()
                    .getDescriptorByType(CustomService.DescriptorImpl.class)
                    .getHelpFile(fieldName);
        }

        @POST
        public FormValidation doCheckKnownHosts(
                @QueryParameter String value, @QueryParameter String id, @QueryParameter String sshOptions) {
            return check("knownHosts", value, id, sshOptions);
        }

        @POST
        public FormValidation doCheckSshOptions(@QueryParameter String value, @QueryParameter String id) {
            return check("sshOptions", "", id, value);
        }

        /** Says what is wrong with one field; the others say that themselves. */
        private static FormValidation check(String field, String knownHosts, String id, String sshOptions) {
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return FormValidation.ok();
            }
            BuiltInService service = new BuiltInService(id);
            service.setKnownHosts(knownHosts);
            service.setSshOptions(sshOptions);
            try {
                service.toService();
                return FormValidation.ok();
            } catch (InvalidFieldException e) {
                return e.field().equals(field) ? FieldLabels.error(e) : FormValidation.ok();
            }
        }
    }
}
