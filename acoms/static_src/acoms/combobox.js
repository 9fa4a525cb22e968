// Suggestions while one types: the ARIA 1.2 combobox with a list. Without this script the same
// form leads to a page of results. What is typed is posted and never stands in an address.

const WAIT = 200; // milliseconds of rest before asking

class Combobox {
  constructor(root) {
    this.url = root.dataset.suggestions;
    this.form = root.closest("form");
    this.input = root.querySelector("input:not([type=hidden])");
    this.chosen = root.querySelector("input[type=hidden]");
    this.options = [];
    this.active = -1;
    this.draw();
    this.listen();
  }

  draw() {
    const id = this.input.id;
    this.list = document.createElement("ul");
    this.list.id = `${id}_list`;
    this.list.role = "listbox";
    this.list.ariaLabel = "Suggestions";
    this.list.tabIndex = -1; // it scrolls, and would be a stop for Tab that closes under the focus
    this.list.hidden = true;
    this.status = document.createElement("div");
    this.status.role = "status";
    this.status.className = "found muted small";
    this.input.after(this.list, this.status);
    this.input.role = "combobox";
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-expanded", "false");
    this.input.setAttribute("aria-controls", this.list.id);
  }

  listen() {
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(this.options.indexOf(option));
    });
    // Back to this page: what the browser filled in again was not chosen from the list.
    window.addEventListener("pageshow", () => { this.chosen.value = ""; });
  }

  typed() {
    this.chosen.value = "";
    this.options = [];
    this.close();
    this.say("");
    if (this.input.value.trim().length > 1) this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const asking = new AbortController();
    this.asking = asking;
    const body = new URLSearchParams({ typed: this.input.value });
    const token = this.form.elements.csrfmiddlewaretoken.value;
    try {
      const answer = await fetch(this.url, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": token },
        redirect: "error", // signed out meanwhile: the form itself leads to the sign-in
        signal: asking.signal,
      });
      const { options = [], said, more } = await answer.json();
      if (!asking.signal.aborted) this.show(options, said, more);
    } catch {
      if (!asking.signal.aborted) this.close(); // the form still works
    }
  }

  show(found, said, more) {
    if (document.activeElement !== this.input) return; // gone on to the next field
    this.options = found.map((one, index) => this.option(one, index));
    this.list.replaceChildren(...this.options);
    this.open();
    const count = found.length === 1 ? "1 suggestion" : `${found.length} suggestions`;
    const rest = more ? " There are more: type more of the name, or press Continue for a list." : "";
    this.say(said || (found.length ? `${count}. Use the arrow keys.${rest}` : "No suggestions."));
  }

  open() {
    this.activate(-1);
    this.list.hidden = this.options.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  option({ value, name, detail }, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}_${index}`;
    option.role = "option";
    option.ariaSelected = "false";
    option.dataset.value = value;
    option.dataset.name = name;
    const label = document.createElement("span");
    label.textContent = name;
    option.append(label);
    if (detail) {
      const more = document.createElement("span");
      more.className = "detail";
      more.textContent = detail;
      option.append(" ", more);
    }
    return option;
  }

  key(event) {
    const open = !this.list.hidden;
    if (event.key === "Escape") {
      if (open) this.close();
      else this.clear();
    } else if (event.key === "Enter" && open && this.active >= 0) {
      this.choose(this.active);
    } else if (event.key === "ArrowDown" && !open && !this.chosen.value) {
      if (this.options.length) this.open();
      else this.ask();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && open) {
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else {
      return;
    }
    event.preventDefault();
  }

  // One before the first is the field itself, and so is one after the last.
  move(by) {
    const places = this.options.length + 1;
    this.activate(((this.active + 1 + by + places) % places) - 1);
  }

  activate(index) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.options[index];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  choose(index) {
    const { value, name } = this.options[index].dataset;
    this.input.value = name;
    this.chosen.value = value;
    this.close();
    this.input.focus(); // also where a finger chose
    this.say(`${name} is chosen. Continue leads on.`);
  }

  // Nothing that was asked for before opens it again. The focus stays in the field.
  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.activate(-1);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  clear() {
    this.input.value = "";
    this.typed();
  }

  say(text) {
    this.status.textContent = text;
  }
}

for (const root of document.querySelectorAll(".combobox")) new Combobox(root);
