// Going through cases with the keyboard: Ctrl+Enter or Alt+Enter saves and goes on, J and K walk.
(() => {
  "use strict";
  document.addEventListener("keydown", (event) => {
    const form = document.getElementById("award-form");
    if (event.key === "Enter" && (event.ctrlKey || event.altKey)) {
      if (!form) return;
      event.preventDefault();
      form.requestSubmit(form.querySelector("[name=next]"));
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "j" || event.key === "k") document.querySelector(`[data-key=${event.key}]`)?.click();
  });
})();
