/* Putright's own script: every page works without it. No inline code, nothing evaluated.
   Hooks: form[data-draft], [data-busy], [data-list] > [data-row], [data-key], [data-said],
   [data-focus], body[data-single-keys], body[data-session] with [data-stay]. */
"use strict";
(() => {
  const body = document.body;
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const isTyping = (at) => at.matches("textarea, select, [contenteditable]") ||
    (at.matches("input") && !at.matches("[type=checkbox], [type=radio], [type=button], [type=submit]"));
  const token = () => body.dataset.csrf || "";
  const isHere = (address) => new URL(address, location.href).origin === location.origin;

  /* Saying things: one polite place for all of it */
  function say(words) {
    const place = one("#said");
    if (!place || !words) return;
    place.textContent = "";
    setTimeout(() => { place.textContent = words; }, 50);
  }

  function post(address, data) {
    if (!isHere(address)) return Promise.reject(new Error("not ours"));
    return fetch(address, {
      method: "POST", body: data, credentials: "same-origin", redirect: "manual",
      headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" },
    }).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer;
    });
  }

  function clock(at) {
    const hour = at.getHours(), minute = String(at.getMinutes()).padStart(2, "0");
    return `${hour % 12 || 12}:${minute}${hour < 12 ? "am" : "pm"}`;
  }

  /* Command bar: Ctrl/Cmd+K; without it the search form of the header does the same */
  const command = one("#command");

  function openCommand() {
    if (!command || command.open) return;
    command.showModal();
    const field = one("input[type=search]", command);
    field.focus();
    field.select();
    if (!field.value) one("form", command).dispatchEvent(new CustomEvent("pr:opened"));
  }

  function found() {
    return command && command.open ? all(".pr-command-results a, .pr-command-results button", command) : [];
  }

  function moveInCommand(event) {
    if (!command || !command.open) return false;
    const ways = found();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !ways.length) return false;
    event.preventDefault();
    const place = ways.indexOf(document.activeElement);
    const next = place + step;
    if (next < 0) one("input[type=search]", command).focus();
    else ways[Math.min(next, ways.length - 1)].focus();
    return true;
  }

  /* Lists in focus: up, down, J, K, Enter, X */
  const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

  function opener(row) { return one("a[href], button", row); }

  function moveInList(event) {
    const at = document.activeElement;
    const list = at && at.closest("[data-list]");
    const row = at && at.closest("[data-row]");
    if (!list || !row || isTyping(at)) return false;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "x") {
      const tick = one("input[type=checkbox]", row);
      if (tick) { tick.click(); event.preventDefault(); }
      return Boolean(tick);
    }
    const step = STEPS[key];
    if (!step || (at.matches("[type=radio]") && event.key.startsWith("Arrow"))) return false;
    const ways = all("[data-row]", list).filter(opener);
    const next = ways[ways.indexOf(row) + step];
    if (!next) return false;
    event.preventDefault();
    const tick = at.matches("[type=checkbox]") && one("input[type=checkbox]", next);
    (tick || opener(next)).focus();
    return true;
  }

  /* Single letters, only for whoever has turned them on */
  let waiting = "";

  function singleKey(event) {
    if (!("singleKeys" in body.dataset) || event.key.length !== 1 || isTyping(event.target)) return;
    const pressed = waiting + event.key.toLowerCase();
    const ways = all("[data-key]");
    const found = ways.find((way) => way.dataset.key.toLowerCase() === pressed);
    waiting = "";
    if (found) { event.preventDefault(); found.focus(); found.click(); return; }
    if (ways.some((way) => way.dataset.key.toLowerCase().startsWith(pressed))) {
      waiting = pressed;
      setTimeout(() => { waiting = ""; }, 1500);
    }
  }

  function closeMenus(but) {
    all("details[data-menu][open]").forEach((menu) => {
      if (but && menu.contains(but)) return;
      const had = menu.contains(document.activeElement);
      menu.open = false;
      if (had) one("summary", menu).focus();
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const withControl = event.ctrlKey || event.metaKey;
    if (withControl && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openCommand();
    } else if (withControl && event.key === "Enter") {
      const form = event.target.closest("form");
      if (form) { event.preventDefault(); form.requestSubmit(); }
    } else if (event.key === "Escape") {
      closeMenus();
    } else if (!withControl && !event.altKey) {
      if (!moveInCommand(event) && !moveInList(event)) singleKey(event);
    }
  });
  document.addEventListener("click", (event) => closeMenus(event.target));

  /* Sending once: the button rests, and after a second words say what is going on */
  function statusOf(form) {
    let place = one(".pr-status", form);
    if (!place) {
      place = document.createElement("p");
      place.className = "pr-status";
      place.setAttribute("role", "status");
      form.append(place);
    }
    return place;
  }

  function tell(form, words, kind = "") {
    const place = statusOf(form);
    place.dataset.kind = kind;
    place.textContent = words;
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if ((form.getAttribute("method") || "").toLowerCase() !== "post" || form.matches("[data-command-form]")) return;
    if (form.dataset.sent) { event.preventDefault(); event.stopPropagation(); return; }
    const button = event.submitter;
    form.dataset.sent = "yes";
    if (button) button.setAttribute("aria-disabled", "true");
    form.busy = setTimeout(() => {
      tell(form, (button && button.dataset.busy) || form.dataset.busy || body.dataset.busy || "");
    }, 1000);
  }, true);

  function rest(form) {
    clearTimeout(form.busy);
    delete form.dataset.sent;
    all("[aria-disabled=true]", form).forEach((button) => button.removeAttribute("aria-disabled"));
    tell(form, "");
  }
  /* A page that comes back from the browser's memory can be sent again */
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) all("form[data-sent]").forEach(rest);
  });

  /* Drafts: every ten seconds, what was typed; never lost when the line is down */
  const EVERY = 10000, ENOUGH = 20;

  function typed(form) {
    const data = new FormData(form);
    const kept = new FormData();
    let letters = 0;
    for (const [name, value] of data) {
      if (typeof value !== "string" || one(`input[type=password][name="${CSS.escape(name)}"]`, form)) continue;
      kept.append(name, value);
      const field = form.elements[name];
      if (field && field.matches && field.matches("textarea, input[type=text]")) letters += value.length;
    }
    return { kept, isEnough: letters > ENOUGH };
  }

  function textOf(data) {
    return JSON.stringify([...data].filter(([name]) => name !== "csrfmiddlewaretoken"));
  }

  function keepDraft(form) {
    const { kept, isEnough } = typed(form);
    const text = textOf(kept);
    if (!isEnough || text === form.kept || form.dataset.sent) return;
    return post(form.dataset.draft, kept).then(() => {
      form.kept = text;
      if (!form.dataset.sent) tell(form, `${body.dataset.saved || ""} ${clock(new Date())}`);
    }).catch(() => {
      if (!form.dataset.sent) tell(form, body.dataset.unsaved || "", "bad");
    });
  }

  function watchDrafts(from) {
    all("form[data-draft]", from).forEach((form) => {
      if (form.kept !== undefined) return;
      form.kept = textOf(typed(form).kept);
      setInterval(() => { if (form.isConnected) keepDraft(form); }, EVERY);
    });
  }
  /* Signing out waits until what was typed is kept */
  document.addEventListener("submit", (event) => {
    const out = event.target;
    const drafts = all("form[data-draft]");
    if (!out.closest("[data-menu]") || out.dataset.kept || !drafts.length) return;
    event.preventDefault();
    out.dataset.kept = "yes";
    Promise.allSettled(drafts.map(keepDraft)).then(() => out.submit());
  }, true);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") all("form[data-draft]").forEach(keepDraft);
  });

  /* Signed out soon: said five minutes before, put off by one key */
  const WARN = 300;
  let warning;

  function watchSession() {
    const seconds = Number(body.dataset.session || 0);
    const box = one("#timeout");
    if (!seconds || !box || !body.dataset.stay) return;
    clearTimeout(warning);
    box.hidden = true;
    warning = setTimeout(() => {
      box.hidden = false;
      say(one("p", box).textContent);
      one("button", box).focus();
    }, Math.max(seconds - WARN, 0) * 1000);
  }

  function stay() {
    post(body.dataset.stay, new FormData()).then(() => {
      watchSession();
      const main = one("#main");
      if (main) main.focus();
    }).catch(() => say(body.dataset.unsaved));
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-stay-here]")) stay();
  });

  /* After a part of the page was swapped: focus goes to what went wrong, or to the new heading */
  function settle(place) {
    if (!place || !place.isConnected) return;
    if (place.closest("#command")) {
      /* the focus stays where it is typed; how many were found is said, not all of them */
      const found = one("[data-said]", place), said = one("#command-said");
      if (found && said) said.textContent = found.dataset.said;
      return;
    }
    if (place.closest("[data-quiet]")) {
      /* something beside what is being typed: it is said, and the focus stays */
      const told = one("[data-said]", place);
      if (told) say(told.dataset.said);
      return;
    }
    const wrong = one("[data-focus].govuk-error-summary", place);
    const heading = wrong || one("[data-focus], h1, h2, h3", place);
    if (heading) {
      if (!heading.matches("a, button, input, textarea, select")) heading.tabIndex = -1;
      heading.focus();
    }
    const told = place.matches("[data-said]") ? place : one("[data-said]", place);
    if (told) say(told.dataset.said);
    watchDrafts(place);
  }

  function formOf(event) {
    const context = event.detail && event.detail.ctx;
    const source = (context && context.sourceElement) || event.target;
    return source && source.closest ? source.closest("form") : null;
  }

  /* Newer results that arrive under somebody's finger leave them where they were */
  let stoodAt = -1;
  document.addEventListener("htmx:before:swap", () => { stoodAt = found().indexOf(document.activeElement); });
  document.addEventListener("htmx:after:swap", (event) => {
    const context = event.detail && event.detail.ctx;
    const ways = found();
    if (stoodAt >= 0) (ways[Math.min(stoodAt, ways.length - 1)] || one("input[type=search]", command)).focus();
    stoodAt = -1;
    settle((context && context.target) || event.target);
  });
  document.addEventListener("htmx:after:request", (event) => {
    const form = formOf(event);
    if (form && form.dataset.sent) rest(form);
  });
  ["htmx:error", "htmx:response:error"].forEach((name) => {
    document.addEventListener(name, (event) => {
      const form = formOf(event);
      if (form) { rest(form); tell(form, body.dataset.unsaved || "", "bad"); } else say(body.dataset.unsaved);
    });
  });

  /* As the page opens: an error summary takes the focus, else the field that asks for it */
  const first = one(".govuk-error-summary[data-focus]") || one("main [data-focus]");
  if (first) first.focus();
  watchDrafts(document);
  watchSession();
})();
