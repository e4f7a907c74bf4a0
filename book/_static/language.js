// Who has chosen a language is led to it from pages of the other, and from one language to the other at the same section.
"use strict";
{
  const own = document.documentElement.lang;
  const twin = document.querySelector(`link[rel=alternate][hreflang]:not([hreflang="${own}"])`);
  // Where nothing may be stored, every page stays in its language.
  let chosen = null;
  try { chosen = localStorage.getItem("language"); } catch {}
  // Whoever goes back wants the page as it was.
  const arrives = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  if (twin && arrives && chosen && chosen !== own) location.replace(twin.href + location.search + location.hash);

  // The section that the address names, as long as its heading is seen; else the one that is read.
  const section = () => {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const top = named?.getBoundingClientRect().top;
    if (top >= 0 && top < innerHeight) return named;
    return [...document.querySelectorAll("article section[id]")]
      .filter((part) => part.getBoundingClientRect().top < innerHeight / 3).pop();
  };
  addEventListener("click", (event) => {
    const link = event.target.closest("a.language");
    if (!link) return;
    link.hash = section()?.id ?? "";
    link.search = location.search;
    try { localStorage.setItem("language", link.hreflang); } catch {}
  });
}
