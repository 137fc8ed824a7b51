package io.jenkins.plugins.webpaas.job;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.BeforeEach;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Calls the methods of forms over HTTP, as a browser does. */
abstract class FormRequestsTest extends StandInJenkinsTest {
    FreeStyleProject job;

    @BeforeEach
    void restrict() throws Exception {
        job = jenkins.createFreeStyleProject();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("author")
                .grant(Jenkins.READ, Item.READ, Item.EXTENDED_READ)
                .everywhere()
                .to("viewer"));
    }

    List<String> offered(String user, Class<?> form, String field, String fields) throws Exception {
        return items(post(user, job, form, "fill" + field + "Items", fields));
    }

    String check(Item item, Class<?> form, String field, String value) throws Exception {
        return post("author", item, form, "check" + field, "value=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
                .getContentAsString();
    }

    static List<String> items(WebResponse answer) {
        assertThat(answer.getStatusCode()).as(answer.getContentAsString()).isEqualTo(200);
        JSONArray values = JSONObject.fromObject(answer.getContentAsString()).getJSONArray("values");
        List<String> items = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            items.add(values.getJSONObject(i).getString("name") + " = "
                    + values.getJSONObject(i).getString("value"));
        }
        return items;
    }

    WebResponse post(String user, Item item, Class<?> form, String method, String fields) throws Exception {
        JenkinsRule.WebClient client = client(user);
        URL url = url(client, item, form, method, fields);
        return client.getPage(client.addCrumb(new WebRequest(url, HttpMethod.POST)))
                .getWebResponse();
    }

    JenkinsRule.WebClient client(String user) throws Exception {
        return jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user);
    }

    URL url(JenkinsRule.WebClient client, Item item, Class<?> form, String method, String fields) throws Exception {
        Descriptor<?> descriptor = jenkins.jenkins.getDescriptorOrDie(form.asSubclass(Describable.class));
        return new URL(client.getContextPath() + (item == null ? "" : item.getUrl()) + descriptor.getDescriptorUrl()
                + "/" + method + "?" + fields);
    }
}
