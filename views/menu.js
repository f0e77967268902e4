// What the menu does beyond what the framework gives it.

const LINK = "[data-testid=stSidebarNavLink]";
const COVERS_THE_PAGE = "(max-width: 768px)"; // the framework's own limit
const SAMPLE_USER = "be"; // as in views/choices.py

// On a telephone the menu covers the page: it closes once a page is chosen.
document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !linkOf(event)) return;
  if (!window.matchMedia(COVERS_THE_PAGE).matches) return;
  const close = document.querySelector("[data-testid=stSidebarCollapseButton] button");
  if (close) close.click();
});

// On the made-up figures the address says who one is: a link that is opened in a new window keeps the user.
for (const kind of ["pointerdown", "contextmenu", "focusin"]) {
  document.addEventListener(kind, (event) => linkOf(event) && nameTheUser(linkOf(event)), true);
}

function linkOf(event) {
  return event.target.closest && event.target.closest(LINK);
}

function nameTheUser(link) {
  const user = new URLSearchParams(window.location.search).get(SAMPLE_USER);
  const address = new URL(link.href);
  if (user) address.searchParams.set(SAMPLE_USER, user);
  else address.searchParams.delete(SAMPLE_USER);
  if (link.href !== address.href) link.href = address.href;
}
