// Cuts stylesheets down to the rules that some page can use.
// Usage: node purge_styles.js STYLESHEET... < the words in the pages' HTML and scripts
"use strict";
const { readFileSync, writeFileSync } = require("node:fs");
const { PurgeCSS } = require("purgecss");

(async () => {
  const paths = process.argv.slice(2);
  const purged = await new PurgeCSS().purge({
    content: [{ raw: readFileSync(0, "utf8"), extension: "html" }],
    css: paths.map((path) => ({ raw: readFileSync(path, "utf8"), name: path })),
    // States that the browser or the theme's scripts set.
    safelist: { greedy: [/data-theme/, /data-mode/, /\[open\]/, /tooltip/, /popper/, /::?-webkit/, /::?-moz/] },
  });
  purged.forEach(({ css, name }, i) => writeFileSync(name ?? paths[i], css));
})();
