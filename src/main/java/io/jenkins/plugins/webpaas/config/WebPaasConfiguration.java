package io.jenkins.plugins.webpaas.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
        problems().forEach(problem -> LOGGER.warning("A Web PaaS service is left out. " + problem));
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
        for (Checked checked : check(customServices)) {
            if (checked.problem() != null) {
                throw new IllegalArgumentException(checked.problem());
            }
        }
        this.customServices = new ArrayList<>(customServices);
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
        Map<String, Service> services = new LinkedHashMap<>();
        Service.BUILT_IN.forEach(service -> services.put(service.id(), service));
        for (Checked checked : check(customServices)) {
            if (checked.problem() == null) {
                services.put(checked.id(), checked.service());
            } else {
                services.remove(checked.id());
            }
        }
        return List.copyOf(services.values());
    }

    /** The reasons why services are left out, a sentence each. What was stored by hand or by another version may be anything. */
    public List<String> problems() {
        return check(customServices).stream()
                .map(Checked::problem)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The reason why a service is left out; empty if it is not, or if there is none of this id. */
    public Optional<String> problem(String id) {
        return check(customServices).stream()
                .filter(checked -> Objects.equals(checked.id(), id) && checked.problem() != null)
                .map(Checked::problem)
                .findFirst();
    }

    /**
     * A service that an administrator described, and what is wrong with it.
     *
     * @param service null if there is a problem
     * @param problem names the service and the field; null if there is none
     */
    private record Checked(String id, Service service, String problem) {}

    private static List<Checked> check(List<CustomService> customServices) {
        Set<String> ids = new HashSet<>();
        return customServices.stream().map(custom -> check(custom, ids)).toList();
    }

    private static Checked check(CustomService custom, Set<String> before) {
        String id = custom.getId();
        try {
            Service service = custom.toService();
            return before.add(id)
                    ? new Checked(id, service, null)
                    : new Checked(id, null, "id: '" + id + "' is that of two services");
        } catch (IllegalArgumentException e) {
            return new Checked(id, null, e.getMessage());
        }
    }

    public Optional<Service> service(String id) {
        return services().stream().filter(service -> service.id().equals(id)).findFirst();
    }

    @POST
    public FormValidation doCheckActivityTimeout(@QueryParameter String value) {
        return WholeNumber.validate(value);
    }

    @POST
    public FormValidation doCheckSshTimeout(@QueryParameter String value) {
        return WholeNumber.validate(value);
    }

    @POST
    public FormValidation doCheckRotationDays(@QueryParameter String value) {
        return WholeNumber.validate(value);
    }

    /** Takes all of a form or nothing. One from which the last service was deleted does not speak of services at all. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        try {
            int newActivityTimeout = WholeNumber.parse("activityTimeout", form.optString("activityTimeout"), 0);
            int newSshTimeout = WholeNumber.parse("sshTimeout", form.optString("sshTimeout"), 0);
            int newRotationDays = WholeNumber.parse("rotationDays", form.optString("rotationDays"), ROTATION_DAYS);
            setCustomServices(request.bindJSONToList(CustomService.class, form.opt("customServices")));
            setActivityTimeout(newActivityTimeout);
            setSshTimeout(newSshTimeout);
            setRotationDays(newRotationDays);
            return true;
        } catch (IllegalArgumentException e) {
            throw new FormException(e.getMessage(), "customServices");
        }
    }
}
