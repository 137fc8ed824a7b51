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

/** The services that this controller knows: an administrator's, and the built-in ones that none of these replaces. */
@Extension
@Symbol("webPaas")
public final class WebPaasConfiguration extends GlobalConfiguration {
    private List<CustomService> customServices = new ArrayList<>();

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
        if (!form.has("customServices")) {
            setCustomServices(List.of());
        }
        return super.configure(request, form);
    }
}
