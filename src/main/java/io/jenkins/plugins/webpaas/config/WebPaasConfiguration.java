package io.jenkins.plugins.webpaas.config;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;

/** The services that this controller knows: the built-in ones and an administrator's own. */
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

    @DataBoundSetter
    public void setCustomServices(List<CustomService> customServices) {
        this.customServices = new ArrayList<>(customServices);
        save();
    }

    public List<Service> services() {
        return Stream.concat(Service.BUILT_IN.stream(), customServices.stream().map(CustomService::toService))
                .toList();
    }

    public Optional<Service> service(String id) {
        return services().stream().filter(service -> service.id().equals(id)).findFirst();
    }
}
