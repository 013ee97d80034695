// What every page needs, and no more: honest errors, no lost typing, one open menu.
(() => {
  "use strict";
  const problem = () => document.getElementById("problem");
  const line = () => document.getElementById("progress-line");

  function tell(text) {
    const notice = document.createElement("div");
    notice.className = "notice error";
    const words = document.createElement("p");
    words.textContent = text;
    notice.append(words);
    problem().replaceChildren(notice);
    problem().focus({ preventScroll: true });
  }

  function cookie(name) {
    const found = document.cookie.split("; ").find((part) => part.startsWith(name + "="));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  }

  // A new sign-in in another tab changes the token: take it from the cookie, not from the old page.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = cookie("csrftoken");
    if (!token) return;
    event.detail.headers["X-CSRFToken"] = token;
    if (event.detail.parameters && "csrfmiddlewaretoken" in event.detail.parameters) {
      event.detail.parameters.csrfmiddlewaretoken = token;
    }
  });

  document.addEventListener("htmx:beforeRequest", () => line()?.classList.add("is-busy"));
  document.addEventListener("htmx:afterRequest", (event) => {
    line()?.classList.remove("is-busy");
    if (!event.detail.successful) return;
    problem()?.replaceChildren();
    event.detail.elt.closest("[data-guard]")?.removeAttribute("data-dirty");
  });

  // Whole error pages never go into a fragment's place; 409 and 422 carry fragments of their own.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const status = event.detail.xhr.status;
    const words = problem()?.dataset;
    if (!words || event.detail.xhr.getResponseHeader("HX-Retarget")) return;
    if (status === 403) tell(words.forbidden);
    else if (status === 404) tell(words.missing);
    else if (status >= 500) tell(words.failed);
    else return;
    event.detail.shouldSwap = false;
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => tell(problem().dataset.offline));
  }
  document.addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.target;
    if (target?.id === "problem") problem().focus({ preventScroll: true });
    else target?.querySelector?.("[data-focus]")?.focus();
  });

  // Unsaved typing: <form data-guard> asks before the page is left.
  document.addEventListener("input", (event) => {
    event.target.closest("[data-guard]")?.setAttribute("data-dirty", "");
  });
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("[data-guard][data-dirty]")) event.preventDefault();
  });

  // A second click on a slow line does not send a form twice (plain forms only; htmx has hx-disabled-elt).
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if ([...form.attributes].some((attribute) => attribute.name.startsWith("hx-"))) return;
    form.removeAttribute("data-dirty");
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    window.setTimeout(() => delete form.dataset.sent, 8000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close-problem]")) problem().replaceChildren();
    if (event.target.closest("[data-print]")) window.print();
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
})();
