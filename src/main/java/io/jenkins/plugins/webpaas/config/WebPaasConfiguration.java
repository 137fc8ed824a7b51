package io.jenkins.plugins.webpaas.config;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The services that this controller knows: an administrator's, and the built-in ones that none of these replaces. And what holds where a
 * step says nothing else.
 */
@Extension
@Symbol("webPaas")
public final class WebPaasConfiguration extends GlobalConfiguration {
    private static final int ROTATION_DAYS = 90;

    private List<CustomService> customServices = new ArrayList<>();
    private int activityTimeout;
    private int sshTimeout;
    private int rotationDays = ROTATION_DAYS;

    public WebPaasConfiguration() {
        load();
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
        Map<String, Service> checked = new LinkedHashMap<>();
        for (CustomService custom : customServices) {
            if (checked.put(custom.getId(), custom.toService()) != null) {
                throw new IllegalArgumentException("id: '" + custom.getId() + "' is that of two services");
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

    public List<Service> services() {
        Map<String, Service> services = new LinkedHashMap<>();
        Service.BUILT_IN.forEach(service -> services.put(service.id(), service));
        customServices.forEach(custom -> services.put(custom.getId(), custom.toService()));
        return List.copyOf(services.values());
    }

    public Optional<Service> service(String id) {
        return services().stream().filter(service -> service.id().equals(id)).findFirst();
    }

    /** A form from which the last service was deleted does not speak of services at all. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        try {
            if (!form.has("customServices")) {
                setCustomServices(List.of());
            }
            return super.configure(request, form);
        } catch (IllegalArgumentException e) {
            throw new FormException(e.getMessage(), "customServices");
        }
    }
}
