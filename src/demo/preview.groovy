pipeline {
  agent any
  options { withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234') }
  stages {
    stage('Build') {
      steps {
        git url: env.WEBPAAS_GIT_URL, branch: 'main'
        sh 'git -c user.name=Jenkins -c user.email=jenkins@example.com commit --quiet --allow-empty --message "$BUILD_TAG"'
      }
    }
    stage('Preview') {
      steps { webPaasPush environment: "preview-${env.BUILD_NUMBER}", parent: 'main', title: env.BUILD_TAG }
    }
    stage('Test') {
      steps {
        webPaasSsh 'test -w .'
        sh 'echo "Test the site at $WEBPAAS_URL"'
      }
    }
  }
  post { cleanup { webPaasDelete environment: "preview-${env.BUILD_NUMBER}" } }
}
