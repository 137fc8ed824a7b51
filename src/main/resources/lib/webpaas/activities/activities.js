// While the build runs, its activities change, and others may come.
Behaviour.specify(".webpaas-activities", "webpaas-activities", 0, function (list) {
  if (list.webpaasIsFollowed) {
    return;
  }
  list.webpaasIsFollowed = true;
  const news = list.nextElementSibling;
  let shown = null;

  function next() {
    if (list.isConnected && list.querySelector(".webpaas-activities__building") !== null) {
      setTimeout(update, 3000);
    }
  }

  // Titles and states of the activities, by their ids.
  function states() {
    const lines = Array.from(list.querySelectorAll("[data-activity]"));
    return new Map(
      lines.map((line) => [
        line.dataset.activity,
        line.querySelector("span").firstChild.textContent.trim() +
          ": " +
          line.querySelector(".webpaas-activities__state span").textContent,
      ]),
    );
  }

  // A screen reader reads what has changed, and not the times, which change always.
  function show(html) {
    if (html !== shown) {
      const before = states();
      list.innerHTML = html;
      shown = html;
      const changed = [];
      states().forEach((text, id) => before.get(id) !== text && changed.push(text));
      if (changed.length > 0) {
        news.textContent = changed.join(", ");
      }
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
