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

  async function update() {
    if (document.hidden) {
      next();
      return;
    }
    try {
      const answer = await fetch(list.dataset.url);
      if (!answer.ok) {
        return;
      }
      const html = await answer.text();
      if (html !== shown) {
        list.innerHTML = html;
        shown = html;
      }
    } catch {
      // Jenkins is away, for example for a restart.
    }
    next();
  }

  next();
});
