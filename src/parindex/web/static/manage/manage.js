// Copying a list, counting the components ticked for a written request, focus in a row that opens.
(() => {
  "use strict";

  function ready() {
    document.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = false));
    count();
  }

  function count() {
    const target = document.querySelector("[data-ticked]");
    if (!target) return;
    const codes = [...new Set([...document.querySelectorAll("[name=codes]")].filter((box) => box.checked || box.type === "hidden").map((box) => box.value))];
    target.textContent = codes.length ? codes.join(", ") : target.dataset.ticked;
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const text = document.getElementById(button.dataset.copy);
    text.closest("details")?.setAttribute("open", "");
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      document.execCommand("copy"); // plain http in an office network has no clipboard of its own
    }
    button.querySelector("span").textContent = button.dataset.copied;
  });

  document.addEventListener("change", (event) => {
    if (event.target.name === "codes") count();
  });
  // The shell's own focus looks into the old target, which an outerHTML swap takes off the page.
  document.addEventListener("htmx:afterSettle", (event) => {
    ready();
    event.target.querySelector?.("[data-focus]")?.focus();
  });
  ready();
})();
