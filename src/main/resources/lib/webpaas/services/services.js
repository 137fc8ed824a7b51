// The line of a folded service has the service's name, also while a person types the name.
Behaviour.specify(".webpaas-service", "webpaas-services", 0, function (service) {
  const name = service.querySelector("[name='_.name']");
  const summary = service.querySelector("summary");
  name.addEventListener("input", () => {
    summary.textContent = name.value.trim() || summary.dataset.unnamed;
  });
});
