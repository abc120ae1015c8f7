// Draw every formula with KaTeX over the MathML that the server sent; where KaTeX fails, the MathML stays.
export function drawFormulas(root) {
  if (!window.katex) return;
  for (const place of root.querySelectorAll("[data-tex]")) {
    const drawn = document.createElement("span");
    try {
      window.katex.render(place.dataset.tex, drawn, {
        displayMode: place.classList.contains("display"),
        throwOnError: true,
        trust: false,
        maxExpand: 1000,
      });
    } catch {
      continue;
    }
    // The policy forbids style attributes that arrive as text; KaTeX's stretchy SVG needs its width set here.
    for (const svg of drawn.querySelectorAll("svg[width]")) svg.style.width = svg.getAttribute("width");
    place.replaceChildren(...drawn.childNodes);
    place.removeAttribute("data-tex");
  }
}

drawFormulas(document);
