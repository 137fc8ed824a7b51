import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import com.cloudbees.plugins.credentials.domains.Domain
import hudson.model.FreeStyleProject
import hudson.plugins.git.GitSCM
import hudson.tasks.Shell
import hudson.util.Secret
import io.jenkins.plugins.webpaas.config.CustomService
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken
import io.jenkins.plugins.webpaas.folder.WebPaasFolderProperty
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuilder
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper
import io.jenkins.plugins.webpaas.step.WebPaasBackupStep
import io.jenkins.plugins.webpaas.step.WebPaasSourceOperationStep
import io.jenkins.plugins.webpaas.step.WebPaasSshStep
import io.jenkins.plugins.webpaas.step.WebPaasWaitStep
import jenkins.branch.BranchSource
import jenkins.model.Jenkins
import jenkins.plugins.git.GitSCMSource
import jenkins.plugins.git.traits.BranchDiscoveryTrait
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject

// hpi:run runs this script at each start of its Jenkins. docs/demo.md shows what the script makes.

def jenkins = Jenkins.get()
def demo = new File(jenkins.rootDir.parentFile, 'src/demo')

// The stand-in, in this JVM, with the libraries of the tests; but for Bouncy Castle, as there is but one provider of that name.
def target = new File(jenkins.rootDir.parentFile, 'target')
def classPath = [new File(target, 'test-classes'), new File(target, 'classes')]
classPath += new File(target, 'test-classpath').text.split(File.pathSeparator).collect { new File(it) }
def bouncyCastle = jenkins.pluginManager.getPlugin('bouncycastle-api').classLoader
def loader = new URLClassLoader(classPath*.toURI()*.toURL() as URL[], bouncyCastle)
def standIn = loader.loadClass('io.jenkins.plugins.webpaas.standin.StandInMain').start(0, 0)

// The service. With each start it has other ports and another host key.
def service = new CustomService('standin', 'Stand-in')
service.apiUrl = standIn.apiUrl()
service.authUrl = standIn.authUrl()
service.sshDomains = standIn.sshDomain()
service.knownHosts = standIn.hostKey()
service.sshOptions = standIn.sshOptions().join('\n')
def services = WebPaasConfiguration.get()
services.customServices = services.customServices.findAll { it.id != service.id } + service
println "The stand-in answers at ${service.apiUrl}"

// The code of the stand-in's project, for the multibranch project; it is new with each start, as the stand-in is.
def repository = standIn.world().project(standIn.PROJECT).repositoryDirectory()
['sh', "$demo/shop.sh", "$repository"]*.toString().execute(null, jenkins.rootDir).waitForProcessOutput(System.out, System.out)
GitSCM.ALLOW_LOCAL_CHECKOUT = true

// The rest is made once; then it is yours.
if (!jenkins.items.empty) {
    return
}

// hpi:run listens on loopback alone, so there is nobody to log in. The jobs push to one branch: one at a time.
['jenkins.diagnostics.SecurityIsOffMonitor', 'jenkins.diagnostics.RootUrlNotSetMonitor'].each {
    jenkins.getAdministrativeMonitor(it).disable(true)
}
jenkins.numExecutors = 1

def token = Secret.fromString(standIn.API_TOKEN)
SystemCredentialsProvider.instance.store.addCredentials(
        Domain.global(), new WebPaasApiToken(CredentialsScope.GLOBAL, 'deploy-bot', 'Stand-in', service.id, token))

['declarative', 'preview', 'scripted'].each {
    def script = new File(demo, "${it}.groovy").text
    jenkins.createProject(WorkflowJob, it).definition = new CpsFlowDefinition(script, true)
}

def shop = jenkins.createProject(WorkflowMultiBranchProject, 'shop')
def defaults = new WebPaasFolderProperty()
defaults.credentialsId = 'deploy-bot'
defaults.project = standIn.PROJECT
defaults.deleteEnvironmentWithBranch = true
shop.addProperty(defaults)
def branches = new GitSCMSource(new File(jenkins.rootDir, 'shop').path)
branches.traits = [new BranchDiscoveryTrait()]
shop.sourcesList.add(new BranchSource(branches))

def login = new WebPaasBuildWrapper('deploy-bot')
login.project = standIn.PROJECT
login.environment = 'main'
def freestyle = jenkins.createProject(FreeStyleProject, 'freestyle')
freestyle.buildWrappersList.add(login)
freestyle.buildersList.addAll(
        new WebPaasBuilder(new WebPaasBackupStep()),
        new Shell(new File(demo, 'push.sh').text),
        new WebPaasBuilder(new WebPaasWaitStep()),
        new WebPaasBuilder(new WebPaasSourceOperationStep('update')),
        new WebPaasBuilder(new WebPaasSshStep('cat version')))
