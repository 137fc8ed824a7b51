package io.jenkins.plugins.webpaas.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.AdministrativeMonitor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.config.ServiceList.ServiceProblem;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Logger;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The plugin's global configuration: the administrator's services, additions to built-in services, and default values for parameters of
 * steps.
 */
@Extension
@Symbol("webPaas")
public final class WebPaasConfiguration extends GlobalConfiguration {
    private static final Logger LOGGER = Logger.getLogger(WebPaasConfiguration.class.getName());
    private static final int ROTATION_DAYS = 90;

    private List<BuiltInService> builtInServices = new ArrayList<>();
    private List<CustomService> customServices = new ArrayList<>();
    private int activityTimeout;
    private int sshTimeout;
    private int rotationDays = ROTATION_DAYS;

    public WebPaasConfiguration() {
        load();
    }

    @Override
    public void load() {
        super.load();
        problems().forEach(problem -> LOGGER.warning("A Web PaaS service is left out. " + problem.message()));
    }

    public static WebPaasConfiguration get() {
        return ExtensionList.lookupSingleton(WebPaasConfiguration.class);
    }

    public List<CustomService> getCustomServices() {
        return List.copyOf(customServices);
    }

    /**
     * Saves the services, or none of them.
     *
     * @throws IllegalArgumentException naming the service and the invalid field
     */
    @DataBoundSetter
    public void setCustomServices(List<CustomService> customServices) {
        checkAll(ServiceList.of(List.of(), customServices), ServiceProblem::message);
        this.customServices = new ArrayList<>(customServices);
        save();
    }

    private static void checkAll(ServiceList services, Function<ServiceProblem, String> message) {
        services.problems().stream().findFirst().ifPresent(problem -> {
            throw new IllegalArgumentException(message.apply(problem));
        });
    }

    public List<BuiltInService> getBuiltInServices() {
        return List.copyOf(builtInServices);
    }

    /** Returns all built-in services for the form, with or without additions. */
    public List<BuiltInService> getAllBuiltInServices() {
        return Service.BUILT_IN.stream()
                .map(service -> builtInServices.stream()
                        .filter(extended -> service.id().equals(extended.getId()))
                        .findFirst()
                        .orElseGet(() -> new BuiltInService(service.id())))
                .toList();
    }

    /**
     * Saves all additions to built-in services, or none of them.
     *
     * @throws IllegalArgumentException naming the service and the invalid field
     */
    @DataBoundSetter
    public void setBuiltInServices(List<BuiltInService> builtInServices) {
        checkAll(ServiceList.of(builtInServices, List.of()), ServiceProblem::message);
        this.builtInServices = new ArrayList<>(
                builtInServices.stream().filter(BuiltInService::isExtended).toList());
        save();
    }

    public int getActivityTimeout() {
        return activityTimeout;
    }

    /** @param minutes default time that steps wait for activities; 0 for no limit */
    @DataBoundSetter
    public void setActivityTimeout(int minutes) {
        activityTimeout = notNegative("activityTimeout", minutes);
        save();
    }

    public int getSshTimeout() {
        return sshTimeout;
    }

    /** @param minutes default time after which steps end a command; 0 for no limit */
    @DataBoundSetter
    public void setSshTimeout(int minutes) {
        sshTimeout = notNegative("sshTimeout", minutes);
        save();
    }

    public int getRotationDays() {
        return rotationDays;
    }

    /** @param days age of API tokens to warn administrators of; 0 for no warnings */
    @DataBoundSetter
    public void setRotationDays(int days) {
        rotationDays = notNegative("rotationDays", days);
        save();
    }

    private static int notNegative(String field, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + ": '" + value + "' must be 0 or more");
        }
        return value;
    }

    /** Returns the usable services. Invalid settings of a service hide a built-in service of the same id too. */
    public List<Service> services() {
        return ServiceList.of(builtInServices, customServices).usable();
    }

    /** Returns the problems of ignored services. Only a manually changed file, or another version's file, has invalid services. */
    List<ServiceProblem> problems() {
        return ServiceList.of(builtInServices, customServices).problems();
    }

    /** Returns the reason why a service is ignored; empty if the service is usable or unknown. */
    public Optional<InvalidFieldException> problem(String id) {
        return problems().stream()
                .filter(problem -> Objects.equals(problem.id(), id))
                .map(ServiceProblem::reason)
                .findFirst();
    }

    public Optional<Service> service(String id) {
        return services().stream().filter(service -> service.id().equals(id)).findFirst();
    }

    /**
     * Returns the items of a list of services in a form, with the current value if it is no service.
     *
     * @param isAllowed false for a user who may see the current value only
     */
    public ListBoxModel serviceItems(boolean isAllowed, String current) {
        ListBoxModel items = new ListBoxModel();
        if (isAllowed) {
            services().forEach(service -> items.add(service.name(), service.id()));
        }
        String id = Util.fixEmptyAndTrim(current);
        if (id != null && items.stream().noneMatch(item -> item.value.equals(id))) {
            items.add(id, id);
        }
        return items;
    }

    @POST
    public FormValidation doCheckActivityTimeout(@QueryParameter String value) {
        return WholeNumber.validate("activityTimeout", value);
    }

    @POST
    public FormValidation doCheckSshTimeout(@QueryParameter String value) {
        return WholeNumber.validate("sshTimeout", value);
    }

    @POST
    public FormValidation doCheckRotationDays(@QueryParameter String value) {
        return WholeNumber.validate("rotationDays", value);
    }

    /** Saves all settings of a form or none. A form without services lacks the key {@code customServices}. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        try {
            int newActivityTimeout = WholeNumber.parse("activityTimeout", form.optString("activityTimeout"), 0);
            int newSshTimeout = WholeNumber.parse("sshTimeout", form.optString("sshTimeout"), 0);
            int newRotationDays = WholeNumber.parse("rotationDays", form.optString("rotationDays"), ROTATION_DAYS);
            List<BuiltInService> builtIn = request.bindJSONToList(BuiltInService.class, form.opt("allBuiltInServices"));
            List<CustomService> custom = request.bindJSONToList(CustomService.class, form.opt("customServices"));
            checkAll(ServiceList.of(builtIn, custom), ServiceProblem::say);
            setBuiltInServices(builtIn);
            setCustomServices(custom);
            setActivityTimeout(newActivityTimeout);
            setSshTimeout(newSshTimeout);
            setRotationDays(newRotationDays);
            return true;
        } catch (IllegalArgumentException e) {
            throw new FormException(e.getMessage(), "customServices");
        }
    }

    /** Warns administrators of stored services that are ignored because their settings are invalid. */
    @Extension
    @Symbol("webPaasInvalidServices")
    public static final class InvalidServicesMonitor extends AdministrativeMonitor {

        @Override
        public String getDisplayName() {
            return Messages.InvalidServicesMonitor_DisplayName();
        }

        @Override
        public boolean isActivated() {
            return !getProblems().isEmpty();
        }

        /** Returns a sentence for each ignored service, with the names of the service and the field. */
        public List<String> getProblems() {
            return WebPaasConfiguration.get().problems().stream()
                    .map(ServiceProblem::say)
                    .toList();
        }
    }
}
