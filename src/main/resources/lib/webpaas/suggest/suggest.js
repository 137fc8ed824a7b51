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

  const area = input.closest(".jenkins-form-item").querySelector(".validation-error-area");

  // An error of what was entered is more important.
  function say(html) {
    if (area.querySelector(".error") === null) {
      updateValidationArea(area, html);
    }
  }

  function note(text) {
    const words = document.createElement("div");
    words.textContent = text;
    say(words.outerHTML);
  }

  // An item without a value is no suggestion, but says why there is none.
  function succeed(items) {
    show(items.filter((item) => item.value !== ""));
    note(items.filter((item) => item.value === "").map((item) => item.name).join(" "));
  }

  // It is asked again the next time, or at once if a person wants that.
  function fail(html) {
    asked = null;
    say(html);
    const again = document.createElement("button");
    again.type = "button";
    again.className = "jenkins-button jenkins-button--tertiary";
    again.textContent = input.getAttribute("again");
    again.addEventListener("click", ask);
    // Jenkins makes the area as high as what was in there. More must fit, and more lines where the page becomes narrow.
    area.firstElementChild.append(" ", again);
    area.style.height = "auto";
  }

  function ask() {
    const parameters = new URLSearchParams();
    const value = known();
    input.getAttribute("fillDependsOn").split(" ").forEach((name) => parameters.append(name, value(name)));
    const question = parameters.toString();
    if (question === asked) {
      return;
    }
    asked = question;
    show([]);
    note(input.getAttribute("asking"));
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
  }

  // Most who see a form do not change this field, so nothing is asked before somebody is about to.
  input.addEventListener("focus", ask);
});
