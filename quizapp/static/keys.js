// Keys for those who do not reach for the mouse: 1–4 choose an option or a rating, n goes on, u takes back.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input:not([type=radio]), textarea, select")) return;
  const pressed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  const option = document.querySelectorAll(".options input")[Number(event.key) - 1];
  if (pressed) pressed.click();
  else if (option) {
    option.checked = option.type === "radio" || !option.checked;
    option.focus();
  } else return;
  event.preventDefault();
});
