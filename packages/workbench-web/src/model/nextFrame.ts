/** A page that is not on the screen gets no frames; there a timer does. */
export function nextFrame(then: () => void): void {
  if (document.visibilityState === "visible") requestAnimationFrame(then);
  else setTimeout(then, 250);
}
