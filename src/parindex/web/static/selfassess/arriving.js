// The fields that the page came without. All of them arrive, because search, keys, counts and printing are about the
// whole form; one after the other and never while something is being saved, because on a slow line what was typed
// must not wait behind what nobody looks at yet. The field that somebody goes to is fetched next.
(() => {
  "use strict";
  const desk = document.querySelector("[data-desk]");
  if (!desk) return;
  const RETRY = 5000; // milliseconds
  const saving = new Set(); // requests that write and are not answered yet
  let saves = 0;
  let coming = null; // {field, saves, place} of the field being fetched
  let wanted = null; // id of a place that somebody goes to
  let timer;

  const place = (id) => (id ? document.getElementById(id) : null);
  const hash = () => decodeURIComponent(window.location.hash.slice(1));
  const later = (element) => element?.closest?.("[data-later]");

  function next() {
    window.clearTimeout(timer);
    if (coming || saving.size) return;
    const waiting = [...desk.querySelectorAll("[data-later]")];
    if (!waiting.length) {
      const hints = desk.querySelector("[data-all-hints=waiting]");
      if (!hints) return;
      hints.dataset.allHints = "asked";
      window.htmx.trigger(hints, "all-here");
      return;
    }
    const field = later(place(wanted)) ?? waiting.find(isInView) ?? waiting[0];
    coming = { field, saves };
    window.htmx.trigger(field, "arrive");
  }
  function isInView(field) {
    const box = field.getBoundingClientRect();
    return box.height > 0 && box.bottom > 0 && box.top < window.innerHeight;
  }
  function goTo(id) {
    if (!later(place(id))) return;
    wanted = id;
    next();
  }

  // ---------------------------------------------------------------- fetching

  const isMine = (event) => coming && event.detail.target === coming.field;
  const isQuiet = (event) => isMine(event) || event.target.matches("[data-later], [data-hints], [data-all-hints]");

  // Nobody asked for these: no red notice takes the cursor away, and none that stands there is wiped off.
  for (const name of ["htmx:beforeRequest", "htmx:sendError", "htmx:timeout"]) {
    desk.addEventListener(name, (event) => {
      if (isQuiet(event)) event.stopPropagation();
    });
  }
  desk.addEventListener("htmx:beforeSwap", (event) => {
    if (!isQuiet(event)) return;
    if (event.detail.xhr.status >= 400) {
      event.stopPropagation();
      event.detail.shouldSwap = false;
    } else if (isMine(event)) {
      if (coming.saves !== saves) event.detail.shouldSwap = false; // older than a save: fetched again
      else hold();
    }
  });
  desk.addEventListener("htmx:afterSwap", (event) => {
    if (!isMine(event) || coming.field.isConnected) return;
    desk.dispatchEvent(new CustomEvent("desk:arrived"));
    settle();
  });
  desk.addEventListener("htmx:afterRequest", (event) => {
    if (!isQuiet(event)) return;
    event.stopPropagation();
    if (!isMine(event)) return;
    const status = event.detail.xhr?.status ?? 0;
    coming = null;
    if (event.detail.successful) next();
    else if (status === 0 || status >= 500) timer = window.setTimeout(next, RETRY);
    // Who must sign in again does so in another tab: the next try is when they are back.
  });
  for (const name of ["online", "focus"]) window.addEventListener(name, next);

  // ---------------------------------------------------------------- what is looked at stays where it is

  function hold() {
    const cards = [...desk.querySelectorAll("[data-card]:not([hidden])")];
    const seen = cards.find((card) => card.getBoundingClientRect().bottom > 100);
    coming.place = seen && { id: seen.id, top: seen.getBoundingClientRect().top };
  }
  function settle() {
    const arrived = place(wanted);
    if (arrived && !later(arrived)) {
      wanted = null;
      const show = () => arrived.scrollIntoView({ block: "start", behavior: "instant" });
      show();
      window.requestAnimationFrame(show); // the browser's own scroll anchoring has had its say
      if (arrived.matches("[data-card]")) arrived.focus({ preventScroll: true });
      return;
    }
    const seen = place(coming.place?.id);
    const moved = seen ? seen.getBoundingClientRect().top - coming.place.top : 0;
    if (moved) window.scrollBy({ top: moved, behavior: "instant" });
  }

  // ---------------------------------------------------------------- who goes where

  desk.addEventListener("focusin", (event) => {
    if (event.target.matches(".d-stub")) goTo(event.target.id);
  });
  desk.addEventListener("click", (event) => {
    const link = event.target.closest("[data-open]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    goTo(later(link).id);
  });
  window.addEventListener("hashchange", () => goTo(hash()));
  for (const name of ["wheel", "touchmove"]) {
    window.addEventListener(name, () => { wanted = null; }, { passive: true });
  }

  // ---------------------------------------------------------------- saves go first, and hints follow them

  desk.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb !== "get") saving.add(event.detail.xhr);
  });
  desk.addEventListener("htmx:afterRequest", (event) => {
    if (!saving.delete(event.detail.xhr)) return;
    saves += 1;
    next();
  });
  desk.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (!event.target.matches(".d-mark")) return;
    const hints = event.target.closest("[data-card]").querySelector("[data-hints]");
    if (hints) window.htmx.trigger(hints, "renew");
  });

  wanted = later(place(hash())) ? hash() : null;
  if (document.readyState === "complete") next();
  else window.addEventListener("load", next);
})();
