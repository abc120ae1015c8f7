// KaTeX writes a few styles as attributes, which the policy refuses and reports; the same style set through the object
// model is allowed. Without it the arrow of \vec has no width and \boxed no border.
const setAttribute = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
  if (name === "style") this.style.cssText = value;
  else setAttribute.call(this, name, value);
};

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
        maxSize: 20,
      });
    } catch {
      continue;
    }
    place.replaceChildren(...drawn.childNodes);
    place.removeAttribute("data-tex");
  }
}

drawFormulas(document);
