package io.jenkins.plugins.webpaas.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.util.FormValidation;
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
 * The services that this controller knows: an administrator's, and the built-in ones that none of these replaces. And what holds where a
 * step says nothing else.
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
     * Keeps the services, or none of them.
     *
     * @throws IllegalArgumentException naming the service and the field that cannot be right
     */
    @DataBoundSetter
    public void setCustomServices(List<CustomService> customServices) {
        refuse(ServiceList.of(List.of(), customServices), ServiceProblem::message);
        this.customServices = new ArrayList<>(customServices);
        save();
    }

    private static void refuse(ServiceList services, Function<ServiceProblem, String> words) {
        services.problems().stream().findFirst().ifPresent(problem -> {
            throw new IllegalArgumentException(words.apply(problem));
        });
    }

    /** The built-in services to which something is added. */
    public List<BuiltInService> getBuiltInServices() {
        return List.copyOf(builtInServices);
    }

    /** All built-in services, as the form shows them. */
    public List<BuiltInService> getAllBuiltInServices() {
        return Service.BUILT_IN.stream()
                .map(service -> builtInServices.stream()
                        .filter(extended -> service.id().equals(extended.getId()))
                        .findFirst()
                        .orElseGet(() -> new BuiltInService(service.id())))
                .toList();
    }

    /**
     * Keeps what is added to built-in services, or nothing of it.
     *
     * @throws IllegalArgumentException naming the service and the field that cannot be right
     */
    @DataBoundSetter
    public void setBuiltInServices(List<BuiltInService> builtInServices) {
        refuse(ServiceList.of(builtInServices, List.of()), ServiceProblem::message);
        this.builtInServices = new ArrayList<>(
                builtInServices.stream().filter(BuiltInService::isExtended).toList());
        save();
    }

    public int getActivityTimeout() {
        return activityTimeout;
    }

    /** @param minutes after which steps that do not say it themselves give up waiting for activities; 0 for never */
    @DataBoundSetter
    public void setActivityTimeout(int minutes) {
        activityTimeout = notNegative("activityTimeout", minutes);
        save();
    }

    public int getSshTimeout() {
        return sshTimeout;
    }

    /** @param minutes after which steps that do not say it themselves end a command; 0 for never */
    @DataBoundSetter
    public void setSshTimeout(int minutes) {
        sshTimeout = notNegative("sshTimeout", minutes);
        save();
    }

    public int getRotationDays() {
        return rotationDays;
    }

    /** @param days after which administrators are told of an API token; 0 for never */
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

    /** The services that can be used. One that an administrator described and that cannot, hides a built-in one of its id too. */
    public List<Service> services() {
        return list().usable();
    }

    private ServiceList list() {
        return ServiceList.of(builtInServices, customServices);
    }

    /** The reasons why services are left out, a sentence each. What was stored by hand or by another version may be anything. */
    List<ServiceProblem> problems() {
        return list().problems();
    }

    /** The reason why a service is left out; empty if it is not, or if there is none of this id. */
    public Optional<ServiceProblem> problem(String id) {
        return problems().stream()
                .filter(problem -> Objects.equals(problem.id(), id))
                .findFirst();
    }

    public Optional<Service> service(String id) {
        return services().stream().filter(service -> service.id().equals(id)).findFirst();
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

    /** Takes all of a form or nothing. One from which the last service was deleted does not speak of services at all. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        try {
            int newActivityTimeout = WholeNumber.parse("activityTimeout", form.optString("activityTimeout"), 0);
            int newSshTimeout = WholeNumber.parse("sshTimeout", form.optString("sshTimeout"), 0);
            int newRotationDays = WholeNumber.parse("rotationDays", form.optString("rotationDays"), ROTATION_DAYS);
            List<BuiltInService> builtIn = request.bindJSONToList(BuiltInService.class, form.opt("allBuiltInServices"));
            List<CustomService> custom = request.bindJSONToList(CustomService.class, form.opt("customServices"));
            refuse(ServiceList.of(builtIn, custom), ServiceProblem::say);
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
}
