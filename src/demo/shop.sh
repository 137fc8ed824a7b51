# Makes a repository with the code of the stand-in's project, and a branch with a Jenkinsfile: shop.sh <project's repository>
set -e
rm -rf shop
git clone --quiet "$1" shop
cd shop
git checkout --quiet -b feature/cart
cp ../../src/demo/Jenkinsfile .
git add Jenkinsfile
git -c user.name=Demo -c user.email=demo@example.com commit --quiet --message 'Add a Jenkinsfile'
git checkout --quiet main
