Behaviour.specify("INPUT.webpaas-suggest", "webpaas-suggest", 0, function (input) {
  if (input.hasAttribute("list")) {
    return;
  }
  const list = document.createElement("datalist");
  list.id = "webpaas-suggest-" + Math.random().toString(36).substring(2);
  input.setAttribute("list", list.id);
  input.setAttribute("autocomplete", "off");
  input.insertAdjacentElement("afterend", list);

  let asked = null;
  let failed = false;

  function show(suggestions) {
    list.textContent = "";
    suggestions.forEach((item) => list.appendChild(new Option(item.name, item.value)));
  }

  function say(html) {
    const area = input.closest(".jenkins-form-item").querySelector(".validation-error-area");
    updateValidationArea(area, html);
  }

  function succeed(suggestions) {
    show(suggestions);
    if (failed) {
      failed = false;
      say("<div/>");
    }
  }

  // The next time, it is asked again.
  function fail(html) {
    asked = null;
    failed = true;
    show([]);
    say(html);
  }

  // Most who see a form do not change this field, so nothing is asked before somebody is about to.
  input.addEventListener("focus", function () {
    const parameters = new URLSearchParams();
    input.getAttribute("fillDependsOn").split(" ").forEach((name) => {
      parameters.append(name, controlValue(findNearBy(input, name)) || "");
    });
    const question = parameters.toString();
    if (question === asked) {
      return;
    }
    asked = question;
    fetch(input.getAttribute("fillUrl"), {
      method: "post",
      headers: crumb.wrap({ "Content-Type": "application/x-www-form-urlencoded" }),
      body: question,
    }).then((answer) => {
      const isLatest = () => question === asked;
      if (answer.ok) {
        answer.json().then((items) => isLatest() && succeed(items.values));
      } else {
        answer.text().then((html) => isLatest() && fail(html));
      }
    });
  });
});
