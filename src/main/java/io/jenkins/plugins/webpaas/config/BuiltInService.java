package io.jenkins.plugins.webpaas.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** An administrator's additions to a built-in service: settings of its SSH hosts. */
public final class BuiltInService extends ServiceDescription implements Describable<BuiltInService> {

    @DataBoundConstructor
    public BuiltInService(String id) {
        super(id);
        setUnknownHosts(builtIn().map(service -> service.ssh().unknownHosts()).orElse(null));
    }

    private Optional<Service> builtIn() {
        return Service.BUILT_IN.stream()
                .filter(service -> service.id().equals(getId()))
                .findFirst();
    }

    @Override
    Service toService() {
        Service service = builtIn()
                .orElseThrow(() -> new InvalidFieldException(
                        "id",
                        "id.builtIn",
                        getId(),
                        Service.BUILT_IN.stream().map(Service::id).collect(Collectors.joining(", "))));
        return new Service(
                service.id(),
                service.name(),
                service.endpoints(),
                sshHosts(service.ssh().domains()),
                service.cli());
    }

    /** Tells whether any setting differs from the built-in service, valid or not. */
    boolean isExtended() {
        return builtIn()
                .map(service -> isStrict()
                        || getUnknownHosts() != service.ssh().unknownHosts()
                        || !lines(getKnownHosts()).isEmpty()
                        || !lines(getSshOptions()).isEmpty())
                .orElse(true);
    }

    public String getName() {
        return builtIn().map(Service::name).orElse(getId());
    }

    public String getSshDomains() {
        return builtIn()
                .map(service -> String.join(", ", service.ssh().domains()))
                .orElse("");
    }

    @Extension
    @Symbol("webPaasBuiltInService")
    public static final class DescriptorImpl extends Descriptor<BuiltInService> {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.BuiltInService_DisplayName();
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

        /** Returns the problem of one field. The checks of the other fields return theirs. */
        private static FormValidation check(String field, String knownHosts, String id, String sshOptions) {
            BuiltInService service = new BuiltInService(id);
            service.setKnownHosts(knownHosts);
            service.setSshOptions(sshOptions);
            return service.check(problem -> problem.field().equals(field));
        }
    }
}
