rm -rf shop
git clone --quiet "$WEBPAAS_GIT_URL" shop
cd shop
echo "$BUILD_TAG" > version
git add version
git -c user.name=Jenkins -c user.email=jenkins@example.com commit --quiet --message "$BUILD_TAG"
git push "$WEBPAAS_GIT_URL" HEAD:main
scp -q version "$WEBPAAS_SSH_URL":
