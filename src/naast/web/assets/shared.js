/* The door of a share: what stands behind the # of the link goes into its field, and out of the address bar. */
"use strict";

(function () {
  const form = document.querySelector("[data-shared-door]");
  const secret = window.location.hash.slice(1);
  if (!form || !secret || secret === "main") {
    return;
  }
  const field = form.elements.namedItem("link");
  if (field) {
    field.value = window.location.href;
    window.history.replaceState(null, "", window.location.pathname);
  }
})();
