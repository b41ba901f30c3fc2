/*
 * Marking a piece of a story: what is selected in [data-story] fills the field of [data-mark]. Without this script
 * the piece is copied into the field by hand; the server compares both with the story itself.
 */
(() => {
  "use strict";

  const story = document.querySelector("[data-story]");
  const form = document.querySelector("[data-mark]");
  const field = form && form.querySelector("textarea");
  if (!story || !field) {
    return;
  }
  let filled = "";
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const inside = chosen && chosen.rangeCount && !chosen.isCollapsed && story.contains(chosen.anchorNode) && story.contains(chosen.focusNode);
    // What somebody typed in the field by hand is not overwritten.
    if (inside && (field.value === filled || field.value === "")) {
      filled = chosen.toString().trim();
      field.value = filled;
    }
  });
})();
