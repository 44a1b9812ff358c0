/**
 * Shows the title of what is pointed at or touched in a chart, at once and large enough to read. Without scripts, the browser
 * shows the same titles itself, after a moment.
 */
export const script = `
for (const title of document.querySelectorAll('svg title')) { title.parentNode.dataset.tip = title.textContent; title.remove(); }
const tip = document.body.appendChild(Object.assign(document.createElement('div'), { className: 'tip', hidden: true }));
const show = (event) => {
  const at = event.target instanceof Element ? event.target.closest('[data-tip]') : null;
  tip.hidden = at === null;
  if (at === null) return;
  tip.textContent = at.dataset.tip;
  tip.style.left = Math.max(8, Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8)) + 'px';
  tip.style.top = Math.max(8, event.clientY - tip.offsetHeight - 12) + 'px';
};
addEventListener('pointermove', show);
addEventListener('pointerdown', show);
addEventListener('scroll', () => { tip.hidden = true; }, true);
`;
