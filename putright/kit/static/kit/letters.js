/* The editor of a letter, over the textarea that is sent: without this the textarea is the editor.
   Hooks: #letter-form with #id_body, [data-editor-bar] with buttons [data-command]. */
"use strict";
(() => {
  const box = document.querySelector("#letter-form #id_body");
  const bar = document.querySelector("#letter-form [data-editor-bar]");
  if (!box || !bar || !window.TinyMDE) return;
  const label = document.querySelector("label[for=id_body]");
  const editor = new window.TinyMDE.Editor({ textarea: box });
  const words = editor.e;
  label.id = "letter-label";
  words.id = "letter-editor";
  words.classList.add("govuk-textarea", "pr-editor");
  words.setAttribute("role", "textbox");
  words.setAttribute("aria-multiline", "true");
  words.setAttribute("aria-labelledby", label.id);
  words.setAttribute("spellcheck", "true");
  words.setAttribute("dir", box.getAttribute("dir") || "auto");
  const hint = box.getAttribute("aria-describedby");
  if (hint) words.setAttribute("aria-describedby", hint);
  box.before(bar);
  bar.hidden = false;

  /* The textarea is what drafts, checks and sending read: it is told of each change */
  editor.addEventListener("change", () => box.dispatchEvent(new Event("input", { bubbles: true })));

  const buttons = [...bar.querySelectorAll("button[data-command]")];
  editor.addEventListener("selection", (event) => {
    buttons.forEach((button) => {
      const state = event.commandState[button.dataset.command];
      button.setAttribute("aria-pressed", state === true ? "true" : "false");
    });
  });
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-command]");
    if (!button) return;
    if (document.activeElement !== words) editor.restoreLastSelection();
    const state = editor.getCommandState()[button.dataset.command];
    editor.setCommandState(button.dataset.command, !state);
    words.focus();
  });
  const toWords = (event) => { event.preventDefault(); words.focus(); };
  label.addEventListener("click", toWords);
  document.addEventListener("click", (event) => {
    if (event.target.closest("a[href='#id_body']")) toWords(event);
  });
})();
(() => {
  /* Newer checks wait while somebody writes a reason beside an older one */
  const found = document.getElementById("checks-found");
  if (!found) return;
  document.addEventListener("htmx:before:swap", (event) => {
    if (found.contains(document.activeElement)) event.preventDefault();
  });
})();
