// What the search page shows of a page it found: the text of the chapter, each formula once, and no drawings.
"use strict";
// A page opened as a file may not read the others: then the list of their titles must do.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
{
  const plain = Search.htmlToText;
  Search.htmlToText = (text, anchor) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const formula of page.querySelectorAll(".katex")) {
      formula.replaceWith(formula.querySelector("annotation")?.textContent ?? "");
    }
    page.querySelectorAll("svg, .explorer, #jb-print-docs-body, .bd-header-article, .prev-next-footer, .bd-sidebar-secondary, .bd-footer-content")
      .forEach((part) => part.remove());
    return plain(page.documentElement.outerHTML, anchor);
  };
}
