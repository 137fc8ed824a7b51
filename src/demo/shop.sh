# Makes a repository with the code of the stand-in's project and a branch: shop.sh <project's repository>
set -e
rm -rf shop
git clone --quiet "$1" shop
cp "$(dirname "$0")/Jenkinsfile" shop
cd shop
git add Jenkinsfile
git -c user.name=Demo -c user.email=demo@example.com commit --quiet --message 'Add a Jenkinsfile'
git branch feature/cart
