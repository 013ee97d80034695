// Saving while people type. Every <form data-autosave> saves itself; its state stands beside it and, for all
// forms together, in #save-state. Nothing typed is dropped: what could not be sent is sent again.
(() => {
  "use strict";
  const desk = document.querySelector("[data-desk]");
  if (!desk) return;
  const PAUSE = 800; // milliseconds after the last key
  const RETRY = [3000, 6000, 15000, 30000]; // milliseconds between tries
  const states = new Map(); // form id -> {timer, retry, tries, word}
  const words = desk.dataset;
  // One request at a time: an older answer must never write its sums over a newer one's.
  const waiting = new Set();
  let sending = null;

  document.documentElement.classList.add("is-live");

  const formOf = (element) => element?.closest?.("form[data-autosave]");
  const stateOf = (form) => {
    if (!states.has(form.id)) states.set(form.id, { tries: 0, word: "" });
    return states.get(form.id);
  };

  function show(form, word) {
    stateOf(form).word = word;
    const place = document.getElementById(form.dataset.state);
    if (place && word) {
      const text = document.createElement("span");
      text.className = word === "saving" ? "" : word === "typing" ? "pending" : "bad";
      text.textContent = words[word];
      place.replaceChildren(text);
    }
    showAll();
  }

  function showAll() {
    const open = [...states.values()].map((state) => state.word).filter(Boolean);
    const worst = ["conflict", "refused", "retry", "partial", "typing", "saving"].find((word) => open.includes(word));
    const place = document.getElementById("save-state");
    const text = words[worst || "saved"];
    if (place.textContent !== text) place.textContent = text;
    leaveIfDone();
    place.className = `d-save ${worst && worst !== "saving" && worst !== "typing" ? "bad" : worst ? "pending" : "good"}`;
  }

  const isConflicted = (form) => Boolean(form.querySelector("[data-conflicted]"));

  function isHalf(form) {
    if (form.dataset.kind !== "ratio") return false;
    const filled = ["numerator", "denominator"].filter((name) => form.elements[name].value.trim());
    return filled.length === 1;
  }

  function save(form) {
    const state = stateOf(form);
    window.clearTimeout(state.timer);
    window.clearTimeout(state.retry);
    if (!form.isConnected || isConflicted(form)) return;
    if (isHalf(form)) {
      show(form, "partial");
      return;
    }
    if (sending?.isConnected && sending !== form) waiting.add(form);
    else window.htmx.trigger(form, "save");
  }

  function saveNext() {
    const [next] = waiting;
    if (!next) return;
    waiting.delete(next);
    if (next.isConnected) save(next);
    else saveNext();
  }

  function changed(form, pause) {
    const state = stateOf(form);
    state.dirty = true;
    state.tries = 0;
    show(form, isConflicted(form) ? "conflict" : "typing");
    window.clearTimeout(state.timer);
    state.timer = window.setTimeout(() => save(form), pause);
  }

  desk.addEventListener("input", (event) => {
    const form = formOf(event.target);
    if (!form) return;
    if (event.target.matches("[data-absent]") && event.target.checked) form.elements.value.value = "";
    else if (event.target.name === "value" && form.elements.absent) form.elements.absent.checked = false;
    changed(form, event.target.matches("[type=radio], [type=checkbox], select") ? 0 : PAUSE);
  });
  desk.addEventListener("focusout", (event) => {
    const form = formOf(event.target);
    if (!form || form.contains(event.relatedTarget)) return;
    if (stateOf(form).dirty) save(form);
  });

  desk.addEventListener("click", (event) => {
    const take = event.target.closest("[data-take]");
    const keep = event.target.closest("[data-keep]");
    const form = (take || keep)?.form;
    if (!form) return;
    event.preventDefault();
    if (take) form.elements.self_score.value = take.dataset.take;
    if (keep) {
      form.querySelector("input[name=version]").value = keep.dataset.keep;
      document.getElementById(form.dataset.conflictAt).replaceChildren();
      form.querySelector("textarea, input:not([type=hidden])")?.focus();
    }
    changed(form, 0);
  });

  // The version is the one in the page, whatever button was pressed last.
  desk.addEventListener("htmx:configRequest", (event) => {
    const form = event.target;
    if (!form.matches("form[data-autosave]")) return;
    event.detail.parameters.version = form.querySelector("input[name=version]").value;
    delete event.detail.parameters.take;
  });
  desk.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.target;
    if (!form.matches("form[data-autosave]")) return;
    sending = form;
    stateOf(form).dirty = false;
    show(form, "saving");
  });
  desk.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target;
    if (!form.matches("form[data-autosave]")) return;
    sending = null;
    const status = event.detail.xhr?.status ?? 0;
    window.setTimeout(saveNext, 0); // after this answer stands in the page
    if (event.detail.successful) {
      stateOf(form).tries = 0;
      show(form, stateOf(form).dirty ? "typing" : "");
    } else if (status === 409) {
      show(form, "conflict");
    } else if (status === 422 || status === 404) {
      show(form, "refused");
    } else {
      again(form, status === 401 || status === 403);
    }
  });
  // The line by the card says it; the shell's red notice would take the cursor out of the text.
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    desk.addEventListener(name, (event) => {
      if (formOf(event.target)) event.stopPropagation();
    });
  }

  desk.addEventListener("htmx:beforeSwap", (event) => {
    if (formOf(event.target) && event.detail.xhr.status >= 500) event.stopPropagation();
  });

  // Who must sign in again does so in another tab: the next try is when they are back.
  function again(form, waits) {
    const state = stateOf(form);
    state.dirty = true;
    show(form, "retry");
    window.clearTimeout(state.retry);
    if (waits) return;
    state.retry = window.setTimeout(() => save(form), RETRY[Math.min(state.tries, RETRY.length - 1)]);
    state.tries += 1;
  }

  function saveAll(word) {
    for (const [id, state] of states) {
      const form = document.getElementById(id);
      if (form && state.word === word) save(form);
    }
  }
  window.addEventListener("online", () => saveAll("retry"));
  window.addEventListener("focus", () => saveAll("retry"));

  // Leaving waits for the last words: they are saved first, then the link or button does its work.
  let leave = null;
  const isOpen = () => [...states.values()].some((state) => ["typing", "saving"].includes(state.word));
  function holdBack(event, then) {
    if (!isOpen()) return;
    event.preventDefault();
    event.stopPropagation();
    leave = then;
    saveAll("typing");
  }
  function leaveIfDone() {
    if (!leave || isOpen()) return;
    const then = leave;
    leave = null;
    if ([...states.values()].every((state) => !state.word)) window.setTimeout(then, 0);
  }
  const isHere = (link) => link.hash && link.pathname === window.location.pathname && link.search === window.location.search;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
    if (["data-filter", "data-theirs", "data-add", "data-open"].some((name) => link.hasAttribute(name))) return;
    if (link.origin !== window.location.origin || isHere(link)) return;
    holdBack(event, () => window.location.assign(link.href));
  });
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form.hasAttribute("hx-post") || form.method !== "post") return;
      holdBack(event, () => form.requestSubmit(event.submitter));
    },
    true,
  );
  // "Lấy của người kia" puts a fresh form in the place: nothing of mine is waiting any more.
  desk.addEventListener("htmx:beforeRequest", (event) => {
    const id = event.target.dataset?.theirs;
    if (id && states.has(id)) {
      window.clearTimeout(states.get(id).timer);
      window.clearTimeout(states.get(id).retry);
      states.delete(id);
    }
  });
  desk.addEventListener("htmx:afterSettle", showLater);
  function showLater() {
    if (states.size) showAll();
  }
})();
