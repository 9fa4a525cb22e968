// Small comforts. Every page works without them.

// A menu of the banner closes when one clicks elsewhere or presses Escape.
const openMenu = () => document.querySelector(".name-menu[open]");

document.addEventListener("click", (event) => {
  const menu = openMenu();
  if (menu && !menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  const menu = openMenu();
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A second click on a form's button while the first is under way sends nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 5000); // a download leaves the page where it is
});

// Coming back with the Back button may show the page as it was left: let it be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// What has to be copied whole gets a button for it; `data-copy` may hold it without its spaces.
for (const text of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-c-button ds-c-button--small";
  const [copy, copied] = (text.dataset.copyWords || "Copy|Copied").split("|");
  button.textContent = copy;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.dataset.copy || text.textContent);
    said.textContent = ` ${copied}`;
  });
  text.after(" ", button, said);
}

// A password can be shown while it is typed. It is hidden again before it is sent.
for (const button of document.querySelectorAll("[data-reveals]")) {
  const field = document.getElementById(button.dataset.reveals);
  const word = button.querySelector("[data-other]");
  const turn = () => {
    field.type = field.type === "password" ? "text" : "password";
    [word.textContent, word.dataset.other] = [word.dataset.other, word.textContent];
  };
  button.hidden = false;
  button.addEventListener("click", turn);
  field.form.addEventListener("submit", () => field.type === "text" && turn());
}

// Leaving a form that was typed into asks first; a search, or what is ticked in a list, is no loss. Sending it, or any other form of the page, does not;
// but what a script sends leaves the page, and what was typed, where it is.
let unsaved = false;
document.addEventListener("input", (event) => {
  unsaved ||= Boolean(event.target.form) && event.target.form.method === "post" && !event.target.closest("[role=search], #changelist-form");
});
document.addEventListener("submit", (event) => { if (!event.defaultPrevented) unsaved = false; });
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
