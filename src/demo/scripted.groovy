node {
  withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') {
    def backup = webPaasBackup()
    echo "To go back, restore ${backup.backup}"

    sh '''
      rm -rf shop
      git clone --quiet "$WEBPAAS_GIT_URL" shop
      cd shop
      echo "$BUILD_TAG" > version
      git add version
      git -c user.name=Jenkins -c user.email=jenkins@example.com commit --quiet --message "$BUILD_TAG"
      git push "$WEBPAAS_GIT_URL" HEAD:main
    '''
    webPaasWait()

    def update = webPaasSourceOperation operation: 'update', noWait: true, variables: [env: [FILE: 'a.txt']]
    echo webPaasSsh(command: 'uname', returnStdout: true)
    webPaasWait activities: update
  }
}
