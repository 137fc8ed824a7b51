(function () {
  // A dialog that is opened brings the script to a page again, and two of them would wait for each other.
  if (window.webpaasChecks) {
    return;
  }
  window.webpaasChecks = true;

  const OURS = "[checkurl*='/io.jenkins.plugins.webpaas.']";
  // What a person enters there is lost if the server refuses the form.
  const GUARDED = [".credentials.", ".config."]
    .map((part) => "[checkurl*='/io.jenkins.plugins.webpaas" + part + "']")
    .concat(["Timeout", "Variables"].map((field) => OURS + "[checkurl$='/check" + field + "']"))
    .join(", ");

  // Jenkins checks all fields of a new form. One that is empty then is checked when a person has left it.
  Behaviour.specify(OURS + ".validated", "webpaas-checks", -100, function (field) {
    if (field.dataset.webpaasFirst !== undefined) {
      return;
    }
    field.dataset.webpaasFirst = field.value;
    if (field.value === "") {
      field.classList.remove("validated");
      field.addEventListener("blur", () => register(field), { once: true });
      ask(field).then((html) => {
        field.dataset.webpaasWanted = hasError(html);
        if (!hasError(html) && area(field) !== null) {
          updateValidationArea(area(field), html);
        }
      });
    }
  });

  function register(field) {
    if (!field.classList.contains("validated")) {
      field.classList.add("validated");
      registerValidator(field);
    }
  }

  function area(field) {
    return field.closest(".jenkins-form-item").querySelector(".validation-error-area");
  }

  // Resolves to what Jenkins says of a field.
  function ask(field) {
    const question = qs(field).addThis();
    (field.getAttribute("checkDependsOn") || "")
      .split(" ")
      .filter((name) => name !== "")
      .forEach((name) => question.nearBy(name));
    return fetch(field.getAttribute("checkUrl"), {
      method: "post",
      headers: crumb.wrap({ "Content-Type": "application/x-www-form-urlencoded" }),
      body: question.toString().substring(1),
    }).then((answer) => (answer.ok ? answer.text() : ""));
  }

  function hasError(html) {
    return new DOMParser().parseFromString(html, "text/html").querySelector(".error") !== null;
  }

  // Resolves to true if the field has an error, which it then shows.
  function isWrong(field) {
    register(field);
    return ask(field).then((html) => {
      updateValidationArea(area(field), html);
      return hasError(html);
    });
  }

  // A field that is as it came, and right, keeps no form waiting.
  function needsCheck(field) {
    return (
      field.value !== field.dataset.webpaasFirst ||
      (field.value === "" && field.dataset.webpaasWanted === "true") ||
      area(field).querySelector(".error") !== null
    );
  }

  // Shows a field that is in a fold, or behind the button of an advanced section, which Jenkins moves beside its button at the first click.
  function unfold(field) {
    field.closest("details:not([open])")?.setAttribute("open", "");
    const section = field.closest(".dropdownList-container");
    if (section !== null && section.offsetParent === null) {
      const body = section.closest(".advancedBody") ?? section;
      body.previousElementSibling.querySelector(".advanced-button").click();
    }
  }

  document.addEventListener(
    "submit",
    function (event) {
      const form = event.target;
      if (form.dataset.webpaasChecked) {
        delete form.dataset.webpaasChecked;
        return;
      }
      const fields = Array.from(form.querySelectorAll(GUARDED)).filter((field) => area(field) !== null);
      if (!fields.some(needsCheck)) {
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      Promise.all(fields.map(isWrong)).then((wrong) => {
        const first = fields[wrong.indexOf(true)];
        if (first) {
          unfold(first);
          first.scrollIntoView({ block: "center" });
          first.focus();
        } else {
          form.dataset.webpaasChecked = "true";
          form.requestSubmit(event.submitter);
        }
      });
    },
    true,
  );
})();
