/*
 * Easier words in a letter by one click: a button with data-words puts data-instead in their place in the field
 * data-part, as if it was typed, so that the browser's own undo takes it back. Without this script the button sends
 * the form and the page comes back with the changed text.
 */
(() => {
  "use strict";

  function placeOf(text, words, nth) {
    let at = text.indexOf(words);
    for (let turn = 0; turn < nth && at >= 0; turn += 1) {
      at = text.indexOf(words, at + words.length);
    }
    return at;
  }

  function putIn(field, at, words, instead) {
    field.focus();
    field.setSelectionRange(at, at + words.length);
    const before = field.value;
    document.execCommand("insertText", false, instead);
    if (field.value === before) {
      field.setRangeText(instead, at, at + words.length, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-words]");
    const field = button?.form?.elements[button.dataset.part];
    if (!field) {
      return;
    }
    const { words, instead, nth } = button.dataset;
    const at = placeOf(field.value, words, Number(nth));
    if (at < 0) {
      return; // the text changed since: the server looks again and says so
    }
    event.preventDefault();
    putIn(field, at, words, instead);
    button.closest("li")?.remove();
  });
})();
