// While the build runs, its activities change, and others may come.
Behaviour.specify(".webpaas-activities", "webpaas-activities", 0, function (list) {
  if (list.webpaasIsFollowed) {
    return;
  }
  list.webpaasIsFollowed = true;
  let shown = null;

  function next() {
    if (list.isConnected && list.querySelector(".webpaas-activities__building") !== null) {
      setTimeout(update, 3000);
    }
  }

  function show(html) {
    if (html !== shown) {
      list.innerHTML = html;
      shown = html;
    }
    next();
  }

  // Jenkins may be away, for example for a restart. If it refuses, as after the end of a login, the page stays as it is.
  function update() {
    if (document.hidden) {
      next();
      return;
    }
    fetch(list.dataset.url).then((answer) => {
      if (answer.ok) {
        answer.text().then(show, next);
      }
    }, next);
  }

  next();
});
