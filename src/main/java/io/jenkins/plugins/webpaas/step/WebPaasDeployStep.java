package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import hudson.Util;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.StagedDeployment;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** {@code webPaasDeploy}: deploys the staged changes of an environment. */
public final class WebPaasDeployStep extends OperationStep {
    private String strategy;

    @DataBoundConstructor
    public WebPaasDeployStep() {}

    public String getStrategy() {
        return strategy;
    }

    /** @param strategy {@code stopstart} or {@code rolling}; null or empty for {@code stopstart} */
    @DataBoundSetter
    public void setStrategy(String strategy) {
        this.strategy = Util.fixEmptyAndTrim(strategy);
    }

    @Override
    Operation operation(StepInput input) {
        return new StagedDeployment(strategy);
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        @POST
        public ListBoxModel doFillStrategyItems() {
            ListBoxModel strategies = new ListBoxModel();
            String byDefault = StagedDeployment.STRATEGIES.get(0);
            StagedDeployment.STRATEGIES.forEach(
                    strategy -> strategies.add(strategy, strategy.equals(byDefault) ? "" : strategy));
            return strategies;
        }
    }
}
