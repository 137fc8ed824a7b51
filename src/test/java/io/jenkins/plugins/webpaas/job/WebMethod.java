package io.jenkins.plugins.webpaas.job;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.ManagementLink;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.QueryParameter;

/**
 * A method of a form, or of a page under <em>Manage Jenkins</em>, that a browser can call.
 *
 * @param owner the simple name of the class whose form or page it is
 * @param path where the form's or page's methods are
 */
public record WebMethod(String owner, String path, Method method) {

    /** Returns the methods of all forms and pages of this plugin, including inherited ones. */
    @SuppressWarnings("rawtypes")
    public static List<WebMethod> all() {
        List<WebMethod> all = new ArrayList<>();
        for (Descriptor form : ExtensionList.lookup(Descriptor.class)) {
            all.addAll(of(form, form.clazz.getSimpleName(), "descriptorByName/" + form.getId() + "/"));
        }
        for (ManagementLink page : ManagementLink.all()) {
            all.addAll(of(page, page.getClass().getSimpleName(), "manage/" + page.getUrlName() + "/"));
        }
        return all;
    }

    private static List<WebMethod> of(Object object, String owner, String path) {
        return Stream.of(object.getClass().getMethods())
                .filter(method -> !method.isBridge() && method.getName().matches("do[A-Z].*"))
                .filter(method -> method.getDeclaringClass().getName().startsWith("io.jenkins.plugins.webpaas."))
                .map(method -> new WebMethod(owner, path, method))
                .toList();
    }

    /** Tells whether the method can be called below a job too. */
    boolean isOfForm() {
        return path.startsWith("descriptorByName/");
    }

    /**
     * Calls the method as a form does.
     *
     * @param context the URL of the item that the form belongs to; empty for none
     * @param values of the form, by name
     * @param other the value of all other parameters that the method has
     */
    public WebResponse post(JenkinsRule.WebClient client, String context, Map<String, String> values, String other)
            throws Exception {
        WebRequest request = client.addCrumb(new WebRequest(url(client, context), HttpMethod.POST));
        List<NameValuePair> parameters = new ArrayList<>(request.getRequestParameters());
        values.forEach((name, value) -> parameters.add(new NameValuePair(name, value)));
        Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(QueryParameter.class))
                .map(Parameter::getName)
                .filter(name -> !values.containsKey(name))
                .forEach(name -> parameters.add(new NameValuePair(name, other)));
        request.setRequestParameters(parameters);
        return client.getPage(request).getWebResponse();
    }

    public WebResponse get(JenkinsRule.WebClient client) throws Exception {
        return client.getPage(new WebRequest(url(client, ""), HttpMethod.GET)).getWebResponse();
    }

    private URL url(JenkinsRule.WebClient client, String context) throws Exception {
        String name = method.getName().substring("do".length());
        return URI.create(client.getContextPath()
                        + context
                        + path
                        + name.substring(0, 1).toLowerCase(Locale.ROOT)
                        + name.substring(1))
                .toURL();
    }

    /** Returns the class of the form, and the name of the method. */
    @Override
    public String toString() {
        return owner + "." + method.getName();
    }
}
