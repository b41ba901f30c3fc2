/*
 * Text that keeps itself: every [data-draft-url] sends what changed to its address, a few seconds after the last
 * key and when the page is left.
 *
 * POST {object, field, base_version, text} -> 204 kept; 409 {theirs, version?} someone else wrote: both texts are
 * shown and nothing is overwritten; no answer or 5xx: the text waits in memory (never on the disk of a shared
 * computer) and is sent again; any other answer: the writer is told to copy it.
 */
(() => {
  "use strict";

  const AFTER_LAST_KEY_MS = 2500;
  const AFTER_LEAVING_MS = 600; // long enough for the form's own button, which carries the text itself
  const RETRY_MS = 8000;
  const KEEPALIVE_LIMIT = 60000; // browsers refuse larger bodies once a page is closing

  const words = document.getElementById("naast-words")?.dataset ?? {};
  const drafts = new Set();

  class Draft {
    constructor(input) {
      this.input = input;
      // A form that came back with errors holds text that nothing has kept yet.
      this.kept = document.querySelector("[data-form-errors]") ? null : input.value;
      this.version = input.dataset.draftVersion ?? "";
      this.timer = 0;
      this.sending = null;
      this.handedIn = false;
      this.seenTheirs = null;
      this.status = this.findStatus();
    }

    findStatus() {
      const found = this.input.parentElement.querySelector("[data-draft-status]");
      if (found) {
        return found;
      }
      const status = document.createElement("div");
      status.className = "naast-draft";
      status.setAttribute("role", "status");
      this.input.after(status);
      return status;
    }

    start() {
      this.input.addEventListener("input", () => {
        this.handedIn = false;
        this.plan(AFTER_LAST_KEY_MS);
      });
      this.input.addEventListener("blur", () => {
        if (this.waiting) {
          this.plan(AFTER_LEAVING_MS);
        }
      });
      this.input.form?.addEventListener("submit", (event) => {
        if (!event.defaultPrevented) {
          this.handIn();
        }
      });
      if (this.waiting) {
        this.plan(AFTER_LAST_KEY_MS);
      }
    }

    get waiting() {
      return !this.handedIn && this.input.isConnected && this.input.value !== this.kept;
    }

    handIn() {
      // The form itself carries the text now; a draft sent after it would come back as an old one.
      this.handedIn = true;
      clearTimeout(this.timer);
    }

    plan(delay) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), delay);
    }

    say(key) {
      this.status.textContent = words[key] ?? "";
    }

    async send({ leaving = false } = {}) {
      clearTimeout(this.timer);
      if (!this.waiting || (this.sending && !leaving)) {
        return;
      }
      const text = this.input.value;
      this.sending = this.post(text, leaving);
      try {
        await this.answer(await this.sending, text);
      } catch {
        this.say("offline");
        this.plan(RETRY_MS);
      } finally {
        this.sending = null;
      }
      if (this.waiting && text !== this.input.value) {
        this.plan(AFTER_LAST_KEY_MS);
      }
    }

    post(text, leaving) {
      const { draftUrl, draftObject, draftField } = this.input.dataset;
      const body = JSON.stringify({
        object: draftObject ?? "",
        field: draftField ?? this.input.name,
        base_version: this.version,
        text,
      });
      return fetch(draftUrl, {
        method: "POST",
        credentials: "same-origin",
        redirect: "manual",
        keepalive: leaving && body.length < KEEPALIVE_LIMIT,
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrf(this.input) },
        body,
      });
    }

    async answer(response, text) {
      if (response.ok) {
        this.kept = text;
        this.say(this.input.value === text ? "saved" : "saving");
      } else if (response.status === 409) {
        const { theirs, version } = await response.json().catch(() => ({}));
        this.kept = text;
        this.version = version ?? this.version;
        if (theirs === undefined) {
          this.say("refused");
        } else {
          this.showTheirs(String(theirs));
        }
      } else if (response.status >= 500) {
        this.say("offline");
        this.plan(RETRY_MS);
      } else {
        this.say("refused");
      }
    }

    showTheirs(theirs) {
      if (theirs === this.seenTheirs) {
        return;
      }
      this.seenTheirs = theirs;
      this.panel?.remove();
      this.panel = theirsPanel(theirs, {
        add: () => {
          this.input.value = `${this.input.value.trimEnd()}\n\n${theirs}`;
          this.input.dispatchEvent(new Event("input", { bubbles: true }));
          this.say("theirsAdded");
          this.input.focus();
        },
        done: () => this.input.focus(),
      });
      this.say("theirs");
      this.status.after(this.panel);
    }
  }

  function theirsPanel(theirs, { add, done }) {
    const panel = document.createElement("div");
    panel.className = "naast-theirs";
    const title = document.createElement("p");
    title.className = "naast-theirs__label";
    title.textContent = words.theirsLabel ?? "";
    const text = document.createElement("blockquote");
    text.className = "naast-theirs__text";
    text.textContent = theirs;
    const buttons = document.createElement("div");
    buttons.className = "utrecht-button-group";
    for (const [key, action] of [["theirsAdd", add], ["theirsDone", done]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "nl-button nl-button--secondary";
      const label = document.createElement("span");
      label.className = "nl-button__label";
      label.textContent = words[key] ?? "";
      button.append(label);
      button.addEventListener("click", () => {
        panel.remove();
        action();
      });
      buttons.append(button);
    }
    panel.append(title, text, buttons);
    return panel;
  }

  function csrf(input) {
    const field =
      input.form?.querySelector("input[name=csrfmiddlewaretoken]") ??
      document.querySelector("input[name=csrfmiddlewaretoken]");
    return field?.value ?? "";
  }

  function enhance(root) {
    for (const input of root.querySelectorAll("[data-draft-url]:not([data-draft-ready])")) {
      input.dataset.draftReady = "";
      const draft = new Draft(input);
      drafts.add(draft);
      draft.start();
    }
  }

  function sendAll(options) {
    for (const draft of drafts) {
      if (!draft.input.isConnected) {
        drafts.delete(draft);
      } else if (draft.waiting) {
        draft.send(options);
      }
    }
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      sendAll({ leaving: true });
    }
  });
  window.addEventListener("pagehide", () => sendAll({ leaving: true }));
  window.addEventListener("online", () => sendAll());
  window.addEventListener("beforeunload", (event) => {
    if (!navigator.onLine && [...drafts].some((draft) => draft.waiting)) {
      event.preventDefault();
    }
  });
  document.addEventListener("htmx:afterSwap", (event) => enhance(event.target.parentElement ?? document));
  enhance(document);
})();
