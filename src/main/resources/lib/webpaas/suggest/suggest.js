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

  // What the login of a freestyle job says, which its build steps inherit.
  function login(name) {
    const box = document.querySelector("input[name='io-jenkins-plugins-webpaas-freestyle-WebPaasBuildWrapper']");
    const form = box !== null && box.checked ? box.closest(".optionalBlock-container") : null;
    const field = form !== null && !form.contains(input) ? form.querySelector("[name='_." + name + "']") : null;
    return field === null ? "" : field.value;
  }

  // An environment is inherited with its project, and a service with its token.
  function known() {
    const own = (name) => {
      const field = findNearBy(input, name);
      return (field && controlValue(field)) || "";
    };
    const isOwnToken = own("credentialsId") !== "";
    const isOwnProject = own("project") !== "" && own("project") !== login("project");
    return (name) => {
      const isOwn = (name === "service" && isOwnToken) || (["environment", "app"].includes(name) && isOwnProject);
      return own(name) || (isOwn ? "" : login(name));
    };
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
    const value = known();
    input.getAttribute("fillDependsOn").split(" ").forEach((name) => parameters.append(name, value(name)));
    const question = parameters.toString();
    if (question === asked) {
      return;
    }
    asked = question;
    if (parameters.get("credentialsId") === "") {
      failed = true;
      show([]);
      const note = document.createElement("div");
      note.textContent = input.getAttribute("withoutToken");
      say(note.outerHTML);
      return;
    }
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
