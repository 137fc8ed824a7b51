package io.jenkins.plugins.webpaas.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.service.Endpoints;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.service.VendorCliNames;
import java.io.IOException;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A service that an administrator describes completely. */
public final class CustomService extends ServiceDescription implements Describable<CustomService> {
    private final String name;
    private String apiUrl;
    private String authUrl;
    private String certifierUrl;
    private String clientId = "platform-cli";
    private String consoleUrl;
    private String sshDomains;
    private String cliCommand = "platform";
    private String cliEnvironmentPrefix = "PLATFORMSH_CLI_";

    @DataBoundConstructor
    public CustomService(String id, String name) {
        super(id);
        setUnknownHosts(UnknownHosts.REFUSE);
        this.name = trim(name);
    }

    @Override
    Service toService() {
        String certifier = certifierUrl == null || certifierUrl.isBlank() ? authUrl : certifierUrl;
        return new Service(
                getId(),
                name,
                new Endpoints(apiUrl, authUrl, certifier, clientId, consoleUrl),
                sshHosts(lines(sshDomains)),
                new VendorCliNames(cliCommand, cliEnvironmentPrefix));
    }

    public String getName() {
        return name;
    }

    public String getApiUrl() {
        return apiUrl;
    }

    @DataBoundSetter
    public void setApiUrl(String apiUrl) {
        this.apiUrl = trim(apiUrl);
    }

    public String getAuthUrl() {
        return authUrl;
    }

    @DataBoundSetter
    public void setAuthUrl(String authUrl) {
        this.authUrl = trim(authUrl);
    }

    public String getCertifierUrl() {
        return certifierUrl;
    }

    @DataBoundSetter
    public void setCertifierUrl(String certifierUrl) {
        this.certifierUrl = trim(certifierUrl);
    }

    public String getClientId() {
        return clientId;
    }

    @DataBoundSetter
    public void setClientId(String clientId) {
        this.clientId = trim(clientId);
    }

    public String getConsoleUrl() {
        return consoleUrl;
    }

    @DataBoundSetter
    public void setConsoleUrl(String consoleUrl) {
        this.consoleUrl = Util.fixEmpty(trim(consoleUrl));
    }

    public String getSshDomains() {
        return sshDomains;
    }

    @DataBoundSetter
    public void setSshDomains(String sshDomains) {
        this.sshDomains = trim(sshDomains);
    }

    public String getCliCommand() {
        return cliCommand;
    }

    @DataBoundSetter
    public void setCliCommand(String cliCommand) {
        this.cliCommand = trim(cliCommand);
    }

    public String getCliEnvironmentPrefix() {
        return cliEnvironmentPrefix;
    }

    @DataBoundSetter
    public void setCliEnvironmentPrefix(String cliEnvironmentPrefix) {
        this.cliEnvironmentPrefix = trim(cliEnvironmentPrefix);
    }

    @Extension
    @Symbol("webPaasService")
    public static final class DescriptorImpl extends Descriptor<CustomService> {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.CustomService_DisplayName();
        }

        @POST
        public FormValidation doCheckId(@QueryParameter String value) {
            return example(value, "name").check(problem -> true);
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return example("id", value).check(problem -> true);
        }

        @POST
        public FormValidation doCheckApiUrl(@QueryParameter String value) {
            return check(service -> service.setApiUrl(value));
        }

        @POST
        public FormValidation doCheckAuthUrl(@QueryParameter String value) {
            return check(service -> service.setAuthUrl(value));
        }

        @POST
        public FormValidation doCheckCertifierUrl(@QueryParameter String value) {
            return check(service -> service.setCertifierUrl(value));
        }

        @POST
        public FormValidation doCheckClientId(@QueryParameter String value) {
            return check(service -> service.setClientId(value));
        }

        @POST
        public FormValidation doCheckConsoleUrl(@QueryParameter String value) {
            return check(service -> service.setConsoleUrl(value));
        }

        @POST
        public FormValidation doCheckSshDomains(@QueryParameter String value) {
            return check(service -> service.setSshDomains(value));
        }

        /** Checks the host keys together with the domains and options, which determine the host names of usable keys. */
        @POST
        public FormValidation doCheckKnownHosts(
                @QueryParameter String value, @QueryParameter String sshDomains, @QueryParameter String sshOptions) {
            CustomService service = example("id", "name");
            service.setSshDomains(sshDomains);
            service.setSshOptions(sshOptions);
            service.setKnownHosts(value);
            return service.check(problem -> problem.field().equals("knownHosts"));
        }

        @POST
        public FormValidation doCheckSshOptions(@QueryParameter String value) {
            return check(service -> service.setSshOptions(value));
        }

        @POST
        public FormValidation doCheckCliCommand(@QueryParameter String value) {
            return check(service -> service.setCliCommand(value));
        }

        @POST
        public FormValidation doCheckCliEnvironmentPrefix(@QueryParameter String value) {
            return check(service -> service.setCliEnvironmentPrefix(value));
        }

        /** Calls the service at the URLs in the form. */
        @POST
        public FormValidation doTestConnection(
                @QueryParameter String name,
                @QueryParameter String apiUrl,
                @QueryParameter String authUrl,
                @QueryParameter String certifierUrl,
                @QueryParameter String clientId) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            CustomService service = example("id", name);
            service.setApiUrl(apiUrl);
            service.setAuthUrl(authUrl);
            service.setCertifierUrl(certifierUrl);
            service.setClientId(clientId);
            try {
                WebPaasRuntime.client().check(service.toService());
                return FormValidation.ok(Messages.CustomService_Answers());
            } catch (InvalidFieldException e) {
                return FieldLabels.error(e);
            } catch (IOException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        /** Checks the value of one field, together with valid values of the other fields. */
        private static FormValidation check(Consumer<CustomService> setter) {
            CustomService service = example("id", "name");
            setter.accept(service);
            return service.check(problem -> true);
        }

        private static CustomService example(String id, String name) {
            CustomService service = new CustomService(id, name);
            service.setApiUrl("https://example.com");
            service.setAuthUrl("https://example.com");
            service.setSshDomains("example.com");
            return service;
        }
    }
}
