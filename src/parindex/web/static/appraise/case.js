// Going through cases with the keyboard; the dialog "keys" lists what there is.
(() => {
  "use strict";
  const dialog = () => document.getElementById("keys");
  const fields = "input, textarea, select";

  function saveAndGoOn(target) {
    const survey = target.closest(".c-survey");
    if (survey) return survey.requestSubmit();
    const form = document.getElementById("award-form");
    form?.requestSubmit(form.querySelector("[name=next]"));
  }

  function press(key) {
    if (key === "?") dialog()?.showModal();
    else if (key === "d") document.getElementById("f-points")?.select();
    else if (key === "j" || key === "k") document.querySelector(`[data-key=${key}]`)?.click();
    else return false;
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      saveAndGoOn(event.target);
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || dialog()?.open) return;
    if (event.target.closest(fields)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (press(event.key.toLowerCase())) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys]")) dialog()?.showModal();
  });
  document.querySelector("[aria-invalid], [data-focus]")?.focus();
})();
