/* The grid by keyboard: arrows go from card to card, Enter opens, m moves, a gives up. One stop for the Tab key. */
const CARDS = ".ec-event[data-href]";
const place = (card) => card.getBoundingClientRect();
const middle = (box) => box.left + box.width / 2;

/** The nearest card in a direction: in the same column up and down, at the same height left and right. */
const nearest = (cards, from, key) => {
  const here = place(from);
  const vertical = key === "ArrowUp" || key === "ArrowDown";
  const forward = key === "ArrowDown" || key === "ArrowRight";
  const ahead = cards.filter((card) => {
    const there = place(card);
    const gap = vertical ? there.top - here.top : middle(there) - middle(here);
    const aside = Math.abs(middle(there) - middle(here)) < here.width / 2;
    return (forward ? gap > 4 : gap < -4) && (!vertical || aside);
  });
  const distance = (card) => {
    const there = place(card);
    const across = Math.abs(middle(there) - middle(here));
    const along = Math.abs(there.top - here.top);
    return vertical ? along : across * 4 + along;
  };
  return ahead.sort((one, other) => distance(one) - distance(other))[0];
};

export const bindKeys = (grid) => {
  const cards = () => [...grid.querySelectorAll(CARDS)];
  const stop = (card) => {
    cards().forEach((each) => (each.tabIndex = each === card ? 0 : -1));
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  grid?.addEventListener("keydown", (event) => {
    const card = event.target.closest(CARDS);
    if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow")) {
      const next = nearest(cards(), card, event.key);
      if (next) stop(next);
    } else if (event.key === "Enter") location.assign(card.dataset.href);
    else if (event.key === "m" && card.dataset.move) location.assign(card.dataset.move);
    else if (event.key === "a" && card.dataset.move) location.assign(`${card.dataset.href}annuler/`);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return {
    refresh: () => {
      const all = cards();
      if (!all.some((card) => card.tabIndex === 0) && all[0]) all[0].tabIndex = 0;
    },
  };
};
