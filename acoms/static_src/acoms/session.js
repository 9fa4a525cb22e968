// Says so before an idle session ends, and keeps it going at a press of the button.
// Without script the session ends without a warning; the sign-in page then says why.

const warning = document.getElementById("session-warning");
const idle = Number(warning.dataset.idle) * 1000;
const WARN_BEFORE = 3 * 60 * 1000; // the server may end a session a minute before it is idle

let timers = [];

const warn = () => {
  warning.dataset.state = "ending";
  if (!warning.open) warning.showModal();
};

const end = () => {
  warning.dataset.state = "ended";
  if (!warning.open) warning.showModal();
};

const startAgain = () => {
  timers.forEach(clearTimeout);
  if (!idle) return;
  timers = [setTimeout(warn, idle - WARN_BEFORE), setTimeout(end, idle)];
};

warning.querySelector(".ending form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (answer.status !== 204) return end();
    startAgain();
    warning.close();
  } catch {
    // No network: the warning stays, and the button can be pressed again.
  }
});

document.addEventListener("htmx:afterRequest", startAgain);
startAgain();
