/* A button beside each password that shows it, and hides it again. Without this file none is missed. */
for (const box of document.querySelectorAll("input[type=password]")) {
  const button = document.createElement("button");
  const say = (shown) => {
    box.type = shown ? "text" : "password";
    button.textContent = shown ? document.body.dataset.hide : document.body.dataset.show;
    button.setAttribute("aria-pressed", String(shown));
  };
  button.type = "button";
  button.setAttribute("aria-controls", box.id);
  button.className = "govuk-button govuk-button--secondary";
  button.addEventListener("click", () => say(box.type === "password"));
  document.body.dataset.show ||= "Show password";
  document.body.dataset.hide ||= "Hide password";
  box.after(button);
  say(false);
  box.form.addEventListener("submit", () => say(false));
}
