pipeline {
  agent any
  options { withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') }
  stages {
    stage('Build') {
      steps {
        git url: env.WEBPAAS_GIT_URL, branch: 'main'
        sh '''
          echo "$BUILD_TAG" > version
          git add version
          git -c user.name=Jenkins -c user.email=jenkins@example.com commit --quiet --message "$BUILD_TAG"
        '''
      }
    }
    stage('Backup') {
      steps { webPaasBackup() }
    }
    stage('Deploy') {
      steps {
        sh 'git push "$WEBPAAS_GIT_URL" HEAD:main'
        webPaasWait()
        webPaasSsh 'echo "The cache is warm: $(date)"'
      }
    }
    stage('Update') {
      steps { webPaasSourceOperation 'update' }
    }
  }
}
