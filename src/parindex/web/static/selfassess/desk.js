// Walking through the form with the keyboard, filtering without a new page, and sending files.
(() => {
  "use strict";
  const desk = document.querySelector("[data-desk]");
  const cards = () => [...document.querySelectorAll("[data-card]:not([hidden])")].filter((card) => !card.closest("[data-block][hidden]"));
  const flagsOf = (card) => card.querySelector(".d-mark").dataset.flags.split(" ");
  document.documentElement.classList.add("is-live");

  // ---------------------------------------------------------------- files

  document.addEventListener("change", (event) => {
    if (event.target.matches("input[type=file][data-max-mb]")) isTooBig(event.target);
  });
  function isTooBig(input) {
    const place = input.closest("form").querySelector("[data-file-error]");
    const limit = Number(input.dataset.maxMb);
    const size = (input.files[0]?.size ?? 0) / 1024 / 1024;
    const words = input.dataset.tooBig;
    place.textContent = size > limit ? words.replace("%s", Math.floor(size)).replace("%m", limit) : "";
    return size > limit;
  }
  document.addEventListener("htmx:confirm", (event) => {
    const input = event.target.matches?.("form[data-upload]") && event.target.querySelector("[type=file]");
    if (input && isTooBig(input)) {
      event.preventDefault();
      input.focus();
    }
  });
  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = event.target.closest("form[data-upload]")?.querySelector("progress");
    if (!bar || !event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.value = (event.detail.loaded / event.detail.total) * 100;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const bar = event.target.closest?.("form[data-upload]")?.querySelector("progress");
    if (bar) bar.hidden = true;
  });
  if (!desk) return;

  desk.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close-attach]");
    if (!close) return;
    event.preventDefault();
    const section = close.closest(".d-proofs");
    close.closest(".d-attach").remove();
    section.querySelector("[data-add]")?.focus();
  });

  // ---------------------------------------------------------------- filters

  const filters = desk.querySelector("[data-filters]");
  const bare = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");

  function choose(kind, typed) {
    filter(kind, typed);
    const query = new URLSearchParams();
    if (kind) query.set("loc", kind);
    if (typed.trim()) query.set("tim", typed.trim());
    const address = query.size ? `?${query}` : window.location.pathname;
    window.history.replaceState(window.history.state, "", address);
  }
  function filter(kind, typed) {
    const words = bare(typed).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of desk.querySelectorAll("[data-card]")) {
      const fits = (!kind || flagsOf(card).includes(kind)) && words.every((word) => card.dataset.search.includes(word));
      card.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const block of [...desk.querySelectorAll("[data-block]")].reverse()) {
      block.hidden = !block.querySelector("[data-card]:not([hidden])");
    }
    for (const pill of filters.querySelectorAll("[data-filter]")) {
      if (pill.dataset.filter === kind) pill.setAttribute("aria-current", "true");
      else pill.removeAttribute("aria-current");
    }
    document.getElementById("shown").textContent = shown;
    document.getElementById("nothing").hidden = shown > 0;
  }
  const chosen = () => filters.querySelector("[data-filter][aria-current]")?.dataset.filter ?? "";
  filters.addEventListener("click", (event) => {
    const pill = event.target.closest("[data-filter]");
    if (!pill || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(pill.dataset.filter, filters.elements.tim.value);
  });
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.elements.tim.addEventListener("input", (event) => choose(chosen(), event.target.value));
  desk.addEventListener("desk:arrived", () => filter(chosen(), filters.elements.tim.value));

  // ---------------------------------------------------------------- outline

  const narrow = window.matchMedia("(max-width: 61.99rem)");
  const outline = desk.querySelector("[data-outline]");
  const fold = () => {
    outline.open = !narrow.matches;
  };
  narrow.addEventListener("change", fold);
  fold();
  outline.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    const place = document.getElementById(link.hash.slice(1));
    if (!place || place.closest("[hidden]")) choose("", "");
    if (narrow.matches) outline.open = false;
  });

  // ---------------------------------------------------------------- keyboard

  const help = document.getElementById("help");
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) help.showModal();
  });

  function here() {
    const focused = document.activeElement?.closest?.("[data-card]");
    if (focused) return focused;
    return cards().find((card) => card.getBoundingClientRect().bottom > 160) ?? null;
  }
  function go(card) {
    if (!card) return;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "start", behavior: "instant" });
  }
  function step(by) {
    const all = cards();
    const focused = document.activeElement?.closest?.("[data-card]");
    if (focused) go(all[all.indexOf(focused) + by]);
    else go(here());
  }
  function nextOpen() {
    const all = cards();
    const from = all.indexOf(document.activeElement?.closest?.("[data-card]"));
    const isOpen = (card) => flagsOf(card).includes("chua-xong") || flagsOf(card).includes("bi-tinh-0");
    go(all.slice(from + 1).find(isOpen) ?? all.find(isOpen));
  }
  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    n: nextOpen,
    m: () => here()?.querySelector("[data-add]")?.click(),
    "/": () => filters.elements.tim.focus(),
    "?": () => help.showModal(),
    Enter: () => document.activeElement.matches("[data-card]") && document.activeElement.querySelector(".d-body input:not([type=hidden]), .d-body select, .d-body textarea")?.focus(),
  };
  document.addEventListener("keydown", (event) => {
    if (help.open) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const isTyping = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
    if (steps[event.key] && (event.altKey || event.target.matches("[data-card]"))) {
      event.preventDefault();
      step(steps[event.key]);
    } else if (event.key === "Escape" && event.target.closest("[data-card] :is(input, textarea, select)")) {
      event.target.closest("[data-card]").focus({ preventScroll: true });
    } else if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey && KEYS[event.key]) {
      if (event.key === "Enter" && !event.target.matches("[data-card]")) return;
      event.preventDefault();
      KEYS[event.key]();
    }
  });
})();
