Behaviour.specify("INPUT.webpaas-suggest", "webpaas-suggest", 0, function (input) {
  if (input.hasAttribute("aria-controls")) {
    return;
  }
  const item = input.closest(".jenkins-form-item");
  const area = item.querySelector(".validation-error-area");
  area.setAttribute("aria-live", "polite");

  const list = document.createElement("div");
  list.id = "webpaas-suggest-" + Math.random().toString(36).substring(2);
  list.className = "webpaas-suggestions jenkins-dropdown jenkins-dropdown--compact";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  input.insertAdjacentElement("afterend", list);
  input.setAttribute("autocomplete", "off");
  const label = item.querySelector(".jenkins-form-label").firstChild.textContent.trim();
  [input, list].forEach((each) => each.setAttribute("aria-label", label));
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  const SELECTED = "jenkins-dropdown__item--selected";
  let asked = null;
  let suggestions = [];
  // A person wants to see the list, which may be on its way, and has typed this part of one.
  let isOpen = false;
  let part = "";

  function option(suggestion, index) {
    const element = document.createElement("div");
    element.id = list.id + "-" + index;
    element.className = "jenkins-dropdown__item";
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", "false");
    element.dataset.value = suggestion.value;
    element.textContent = suggestion.name;
    element.addEventListener("click", () => choose(element));
    return element;
  }

  function render() {
    const text = part.trim().toLowerCase();
    const fitting = suggestions.filter((each) => (each.name + " " + each.value).toLowerCase().includes(text));
    list.textContent = "";
    fitting.map(option).forEach((each) => list.appendChild(each));
    list.hidden = !isOpen || fitting.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  }

  function open(text) {
    isOpen = true;
    part = text;
    render();
  }

  function close() {
    isOpen = false;
    render();
  }

  function selected() {
    return list.querySelector("." + SELECTED);
  }

  function select(element) {
    if (selected() !== null) {
      selected().setAttribute("aria-selected", "false");
      selected().classList.remove(SELECTED);
    }
    element.classList.add(SELECTED);
    element.setAttribute("aria-selected", "true");
    element.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", element.id);
  }

  // Jenkins checks a field that has changed, and marks its form as changed.
  function choose(element) {
    input.value = element.dataset.value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    close();
  }

  function move(isDown) {
    if (list.hidden) {
      open("");
    }
    const from = selected();
    const next = isDown ? from?.nextElementSibling : from?.previousElementSibling;
    const end = isDown ? list.firstElementChild : list.lastElementChild;
    if (end !== null) {
      select(next ?? end);
    }
  }

  function press(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      move(event.key === "ArrowDown");
      event.preventDefault();
    } else if (event.key === "Enter" && selected() !== null) {
      choose(selected());
      event.preventDefault();
    } else if (event.key === "Tab" && selected() !== null) {
      choose(selected());
    } else if (event.key === "Escape" && !list.hidden) {
      close();
      event.stopPropagation();
    }
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

  // An error of what was entered is more important.
  function say(html) {
    if (area.querySelector(".error") === null) {
      updateValidationArea(area, html);
    }
  }

  function note(text) {
    const words = document.createElement("div");
    words.textContent = text;
    // Jenkins gives room to all but this.
    say(text === "" ? "<div/>" : words.outerHTML);
  }

  // An item without a value is no suggestion, but says why there is none.
  function succeed(items) {
    suggestions = items.filter((item) => item.value !== "");
    render();
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
    suggestions = [];
    render();
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
  input.addEventListener("click", () => open(""));
  input.addEventListener("input", () => open(input.value));
  input.addEventListener("keydown", press);
  input.addEventListener("blur", close);
  // The field keeps the focus.
  list.addEventListener("mousedown", (event) => event.preventDefault());
});
