/* How a reader moves: by keyboard, in the menu of a phone, back and forth, and what a screen reader hears of it. Streamlit has no
   setting for any of it; test_keyboard.py, test_reach.py, test_motion_theme_and_wait.py and test_selection_in_browser.py hold it. */
"use strict"
{
  // Another Maßnahme, or the list again, is another page to its reader: it begins at its top. On a phone the menu, which lies
  // over the page, closes when a page was chosen in it.
  window.navigation?.addEventListener("navigate", event => {
    if (event.downloadRequest != null) return // a file is taken away, the page stays
    const [there, here] = [new URL(event.destination.url), new URL(location.href)]
    if (there.searchParams.get("nr") !== here.searchParams.get("nr")) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0)
    if (there.pathname !== here.pathname) closeMenu()
  })

  // Who asked for less motion gets none; Streamlit opens its expanders by script, where no stylesheet reaches.
  const animate = Element.prototype.animate
  Element.prototype.animate = function (frames, options) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches
    const given = typeof options === "object" ? options : {}
    return animate.call(this, frames, still ? { ...given, duration: 1, iterations: 1, delay: 0, endDelay: 0 } : options)
  }

  // "Auswahl ändern" opens at the end of the document: the focus goes in, and out to its button, which closes it.
  const POPOVER = "[data-testid=stPopoverBody]"
  const leave = () => {
    const button = document.querySelector("[data-testid=stPopoverButton][aria-expanded=true]")
    button?.click()
    button?.focus()
  }
  const enter = popover => {
    popover.tabIndex = -1
    popover.focus({ preventScroll: true })
  }
  const isLeaving = (popover, { target, shiftKey }) => {
    for (const stop of popover.querySelectorAll("[data-tabindex]")) { // taken out of the order while a list was open
      stop.tabIndex = stop.dataset.tabindex || 0
      delete stop.dataset.tabindex
    }
    const stops = [...popover.querySelectorAll("input, button, a[href]")].filter(stop => stop.tabIndex >= 0 && stop.checkVisibility())
    return shiftKey ? target === popover || target === stops[0] : target === stops.at(-1)
  }
  addEventListener("click", event => event.target.closest?.(".db-close") && leave())

  // On a phone the pages lie in a menu over the page; the button that opens it goes, and the focus with it. What lies behind the
  // menu cannot be seen: it closes when the focus leaves it, which then stays where it went.
  const SIDEBAR = "[data-testid=stSidebar]"
  const OPEN_MENU = "[data-testid=stExpandSidebarButton]", CLOSE_MENU = "[data-testid=stSidebarCollapseButton] button"
  const closeMenu = () => innerWidth < 768 && document.querySelector(`${SIDEBAR}[data-collapsed=false] ${CLOSE_MENU}`)?.click()
  addEventListener("keydown", event => {
    const popover = event.target.closest?.(POPOVER)
    if (event.key === "Escape" && !event.target.closest?.("[role=dialog], [role=menu]")) closeMenu()
    if (event.key !== "Tab" || !popover || !isLeaving(popover, event)) return
    event.preventDefault()
    leave()
  }, true)
  let menuFocus = "" // where the focus goes as soon as it is there
  addEventListener("click", event => {
    if (event.target.closest?.(OPEN_MENU)) menuFocus = CLOSE_MENU
    if (event.target.closest?.(CLOSE_MENU)) menuFocus = OPEN_MENU
  }, true)
  addEventListener("focusin", ({ target, relatedTarget }) => {
    if (!relatedTarget?.closest?.(SIDEBAR) || target.closest?.(SIDEBAR)) return
    closeMenu()
    menuFocus = ""
  })
  const followMenu = () => {
    const button = menuFocus && document.querySelector(menuFocus)
    if (!button) return
    menuFocus = ""
    button.focus()
  }

  // What a choice has changed is said once, when the page has come to rest; so is another page, which no browser says by itself.
  const SAID = ".db-stand, .db-head h1, .db-note h1, .db-empty, .db-lead, .db-answer, .db-count, .db-section p"
  const voice = Object.assign(document.createElement("div"), { className: "db db-status", role: "status" })
  voice.dataset.liveAnnouncer = "true" // heard while a list is open, too
  document.body.append(voice)
  const sentence = node => {
    const words = node.cloneNode(true)
    words.querySelectorAll("a, .db-sample").forEach(part => part.remove())
    return words.textContent.trim()
  }
  const isAtRest = () => ["notRunning", undefined].includes(document.querySelector("[data-testid=stApp]")?.dataset.testScriptState)
  const seen = () => ({
    page: location.pathname + (new URLSearchParams(location.search).get("nr") ?? ""),
    address: location.pathname + location.search,
    sentences: [...document.querySelectorAll(SAID)].map(sentence),
  })
  const news = (before, now) => {
    if (now.page !== before.page) return `Seite ${[...new Set([document.title.split(" · ")[0], document.querySelector("h1")?.textContent])].join(": ")}`
    const changed = now.sentences.find(words => words && !before.sentences.includes(words))
    return changed ? `Aktualisiert: ${changed}` : now.address !== before.address ? "Aktualisiert." : ""
  }
  let before, listening, last = ""
  const listen = () => (listening ??= setTimeout(hear, 250))
  const hear = () => {
    listening = undefined
    const now = seen(), shown = JSON.stringify(now)
    const isStill = isAtRest() && shown === last // twice the same: the address is often there before the run that answers it
    last = shown
    if (!isStill) return listen()
    if (!now.sentences.length) return
    const words = before && news(before, now)
    before = now
    if (words) voice.replaceChildren(Object.assign(document.createElement("p"), { textContent: words }))
  }
  // Whoever acts before that has seen what is there: what comes is news.
  const seenByNow = () => {
    if (before || !isAtRest()) return
    const now = seen()
    if (now.sentences.length) before = now
  }
  for (const act of ["pointerdown", "keydown"]) addEventListener(act, seenByNow, true)

  // A chart keeps the colours of the theme in which it was drawn: after a change of theme the page is asked for once more, as if
  // its reader had come back to it. To an anchor of the same page Streamlit would not answer: the anchor is away for that moment.
  const askAgain = () => {
    const address = location.href
    history.replaceState(history.state, "", address.split("#")[0])
    dispatchEvent(new PopStateEvent("popstate"))
    history.replaceState(history.state, "", address)
  }
  const DARK = matchMedia("(prefers-color-scheme: dark)") // where colours are forced this alone tells
  let theme = ""
  new MutationObserver(changes => {
    const app = changes.find(change => change.target.matches(".stApp"))?.target
    if (!app) return
    const [was, now] = [theme, `${getComputedStyle(app).colorScheme} ${DARK.matches}`] // not a colour: it may be on its way
    theme = now
    if (was && was !== now) askAgain()
  }).observe(document, { subtree: true, attributeFilter: ["class", "data-test-script-state"] })

  // The same page chosen again: Streamlit would keep the Maßnahme that is shown; its reader wants the list.
  addEventListener("click", event => {
    const link = event.target.closest?.("[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]")
    const asked = new URLSearchParams(location.search)
    if (link?.pathname === location.pathname && asked.has("nr")) {
      asked.delete("nr")
      location.search = asked
    }
  }, true)

  // A page takes over the selection a moment after it was chosen: both are one step for the back button, until the reader acts.
  const push = history.pushState.bind(history)
  let taken = "" // the bare address that nobody has touched yet
  history.pushState = (state, title, url) => {
    const [here, there] = [location.href, new URL(url ?? "", location.href)]
    const completes = taken === here && there.search && there.href.startsWith(`${here}?`)
    completes ? history.replaceState(state, title, url) : push(state, title, url)
    taken = there.search ? "" : there.href
  }
  for (const act of ["pointerdown", "keydown", "popstate"]) addEventListener(act, () => (taken = ""), true)

  // An uploaded file is a group of name, size and button; Streamlit names it without saying what it is.
  const CHIP = "[data-testid=stFileChip]"

  const arrive = node => {
    if (node.nodeType !== 1) return
    const popover = node.matches(POPOVER) ? node : node.querySelector(POPOVER)
    if (popover) enter(popover)
    for (const chip of [...(node.matches(CHIP) ? [node] : []), ...node.querySelectorAll(CHIP)]) chip.role = "group"
  }
  new MutationObserver(changes => {
    followMenu()
    listen()
    for (const change of changes) change.addedNodes.forEach(arrive)
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true })
}
