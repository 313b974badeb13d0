// Filters of lists. A page without it shows everything.
"use strict";
(function () {
  document.querySelectorAll("form[data-filter]").forEach(function (form) {
    var rows = Array.from(document.querySelectorAll(form.dataset.filter));
    var count = form.querySelector("output");
    function apply() {
      var asked = Array.from(form.elements).filter(function (e) { return e.name && e.value; });
      var shown = 0;
      rows.forEach(function (row) {
        var fits = asked.every(function (e) {
          if (e.type === "search") { return row.textContent.toLowerCase().includes(e.value.trim().toLowerCase()); }
          return (" " + (row.dataset[e.name] || "") + " ").includes(" " + e.value + " ");
        });
        row.hidden = !fits;
        if (fits) { shown += 1; }
      });
      if (count) { count.value = shown + "件"; }
    }
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    apply();
  });
})();
