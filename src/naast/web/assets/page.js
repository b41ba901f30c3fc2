/*
 * Small help on every page: Ctrl-K to search, a quick way out, focus on the error summary, one submit per press,
 * a day that does not exist is sent as such, and what there is to read unfolded on paper. Each works on a page without its elements, and each page works without this.
 */
(() => {
  "use strict";

  const EXIT_PRESSES = 3;
  const EXIT_WITHIN_MS = 2000;

  function searchByKey() {
    const search = document.getElementById("naast-search");
    if (!search) {
      return;
    }
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        search.focus();
        search.select();
      }
    });
  }

  function leave(link) {
    document.documentElement.hidden = true;
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (link.dataset.logoutUrl && token) {
      // Whoever takes this seat next must not come back into the folder with the back button.
      const body = new FormData();
      body.set("csrfmiddlewaretoken", token.value);
      navigator.sendBeacon(link.dataset.logoutUrl, body);
    }
    document.title = "";
    location.replace(link.href);
  }

  function quickExit() {
    const link = document.querySelector("[data-quick-exit]");
    if (!link) {
      return;
    }
    link.addEventListener("click", (event) => {
      event.preventDefault();
      leave(link);
    });
    let presses = [];
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.repeat) {
        return;
      }
      const now = performance.now();
      presses = [...presses.filter((time) => now - time < EXIT_WITHIN_MS), now];
      if (presses.length >= EXIT_PRESSES) {
        leave(link);
      }
    });
  }

  function errorSummary() {
    document.querySelector("[data-form-errors]")?.focus();
  }

  function sendWhatIsNoDay() {
    // A browser sends an empty field for half a day or for 31 February: then it would be lost without a word.
    document.addEventListener(
      "submit",
      (event) => {
        const form = event.target;
        form.querySelectorAll("[data-no-day]").forEach((mark) => mark.remove());
        for (const field of [...form.elements]) {
          if (field.validity?.badInput) {
            const mark = document.createElement("input");
            mark.type = "hidden";
            mark.name = field.name;
            mark.value = "?";
            mark.dataset.noDay = "";
            field.after(mark);
          }
        }
      },
      true,
    );
  }

  function submitOnce() {
    const busy = new Set();
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (event.defaultPrevented || "stays" in form.dataset || form.hasAttribute("hx-post")) {
        return;
      }
      if (busy.has(form)) {
        event.preventDefault();
        return;
      }
      busy.add(form);
      const button = event.submitter;
      // Disabling at once would drop the button's own name and value from what is sent.
      setTimeout(() => {
        if (button) {
          button.disabled = true;
        }
      });
    });
    window.addEventListener("pageshow", () => {
      for (const form of busy) {
        for (const button of form.elements) {
          if (button.type === "submit") {
            button.disabled = false;
          }
        }
      }
      busy.clear();
    });
  }

  function unfoldOnPaper() {
    let opened = [];
    window.addEventListener("beforeprint", () => {
      // Only what is there to read: an empty form on paper helps nobody.
      opened = [...document.querySelectorAll("details:not([open])")].filter(
        (details) => !details.querySelector("form, input, textarea, select"),
      );
      opened.forEach((details) => (details.open = true));
    });
    window.addEventListener("afterprint", () => opened.forEach((details) => (details.open = false)));
  }

  searchByKey();
  quickExit();
  errorSummary();
  sendWhatIsNoDay();
  submitOnce();
  unfoldOnPaper();
  document.addEventListener("htmx:afterSwap", errorSummary);
})();
