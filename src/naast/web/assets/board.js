/*
 * The line of the board, laid over radio buttons that stay the form's only truth.
 *
 * A fieldset[data-board-line] holds the radios in words ([data-board-choices]) and, hidden until this script runs,
 * the line ([data-board-track]). A counter is moved by dragging, by pressing a place, by the arrow keys or by the
 * faces at the ends; each way checks a radio, and the words of its label are what is announced. No number is shown
 * or spoken. After each move the fieldset sends a "naast:laid" event, for who wants to keep the board at once.
 */
(() => {
  "use strict";

  const KEYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

  class Line {
    constructor(fieldset) {
      this.fieldset = fieldset;
      this.radios = [...fieldset.querySelectorAll("[data-board-choices] input[type=radio]")];
      this.track = fieldset.querySelector("[data-board-track]");
      this.places = fieldset.querySelector("[data-board-places]");
      this.counter = fieldset.querySelector("[data-board-counter]");
      this.placeWords = fieldset.querySelector("[data-board-place]");
      this.live = fieldset.querySelector("[data-board-live]");
      this.offButton = fieldset.querySelector("[data-board-off]");
    }

    start() {
      fieldsetReady(this);
      this.counter.addEventListener("keydown", (event) => this.onKey(event));
      this.counter.addEventListener("click", () => this.onPress());
      this.offButton.addEventListener("click", () => {
        this.lay(-1);
        this.counter.focus();
      });
      for (const face of this.fieldset.querySelectorAll("[data-board-step]")) {
        face.addEventListener("click", () => this.step(Number(face.dataset.boardStep)));
      }
      this.places.addEventListener("pointerdown", (event) => this.onPointerDown(event));
      this.counter.form?.addEventListener("reset", () => setTimeout(() => this.draw()));
      this.draw();
    }

    get at() {
      return this.radios.findIndex((radio) => radio.checked);
    }

    get middle() {
      return Math.floor(this.radios.length / 2);
    }

    get who() {
      return this.counter.textContent.trim();
    }

    words() {
      const radio = this.radios[this.at];
      return radio ? radio.labels[0].textContent.trim() : this.placeWords.dataset.off;
    }

    step(by) {
      if (this.at < 0) {
        this.lay(this.middle);
        return;
      }
      this.lay(Math.max(0, Math.min(this.radios.length - 1, this.at + by)));
    }

    lay(place) {
      const before = this.at;
      this.radios.forEach((radio, index) => {
        radio.checked = index === place;
      });
      this.draw();
      this.announce();
      if (before !== place) {
        this.fieldset.dispatchEvent(new CustomEvent("naast:laid", { bubbles: true }));
      }
    }

    draw() {
      const placed = this.at >= 0;
      if (placed) {
        this.counter.dataset.place = String(this.at);
      } else {
        delete this.counter.dataset.place;
      }
      this.places.classList.toggle("naast-line__places--waiting", !placed);
      this.offButton.hidden = !placed;
      this.placeWords.textContent = this.words();
    }

    announce() {
      this.live.textContent = `${this.who}: ${this.words()}`;
    }

    onKey(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) {
        return;
      }
      if (event.key in KEYS) {
        this.step(KEYS[event.key]);
      } else if (event.key === "Home") {
        this.lay(0);
      } else if (event.key === "End") {
        this.lay(this.radios.length - 1);
      } else if (event.key === "Delete" || event.key === "Backspace") {
        this.lay(-1);
      } else {
        return;
      }
      event.preventDefault();
    }

    onPress() {
      if (this.at < 0) {
        this.lay(this.middle);
      } else {
        this.announce();
      }
    }

    placeUnder(x) {
      const box = this.places.getBoundingClientRect();
      const share = (x - box.left) / box.width;
      const index = Math.floor(share * this.radios.length);
      return Math.max(0, Math.min(this.radios.length - 1, index));
    }

    onPointerDown(event) {
      if (event.button !== 0 || this.fieldset.disabled) {
        return;
      }
      const dragged = this.counter.contains(event.target);
      if (!dragged) {
        this.lay(this.placeUnder(event.clientX));
        this.counter.focus({ preventScroll: true });
        event.preventDefault();
        return;
      }
      this.drag(event);
    }

    drag(event) {
      const id = event.pointerId;
      const from = event.clientX;
      let moved = false;
      this.counter.setPointerCapture(id);
      const move = (next) => {
        if (next.pointerId !== id || (!moved && Math.abs(next.clientX - from) < 6)) {
          return;
        }
        moved = true;
        this.counter.classList.add("naast-counter--lifted");
        const place = this.placeUnder(next.clientX);
        if (place !== this.at) {
          this.lay(place);
        }
      };
      const end = (last) => {
        if (last.pointerId !== id) {
          return;
        }
        this.counter.classList.remove("naast-counter--lifted");
        this.counter.removeEventListener("pointermove", move);
        this.counter.removeEventListener("pointerup", end);
        this.counter.removeEventListener("pointercancel", end);
      };
      this.counter.addEventListener("pointermove", move);
      this.counter.addEventListener("pointerup", end);
      this.counter.addEventListener("pointercancel", end);
    }
  }

  function fieldsetReady(line) {
    line.fieldset.querySelector("[data-board-choices]").hidden = true;
    line.track.hidden = false;
    for (const radio of line.radios) {
      // A hidden required radio would stop the form without a word; the server asks instead.
      radio.required = false;
    }
  }

  function enhance(root) {
    for (const fieldset of root.querySelectorAll("[data-board-line]:not([data-board-ready])")) {
      fieldset.dataset.boardReady = "";
      new Line(fieldset).start();
    }
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  enhance(document);
  document.addEventListener("htmx:afterSwap", (event) => enhance(event.target.parentElement ?? document));
})();
