/* Where the keyboard goes on when the control it was at goes: Streamlit takes away a button that has done its work, or makes it one
   that does nothing, and the focus is nowhere. Whoever points has no such place. test_keyboard.py holds it. */
"use strict"
{
  const STOPS = "[data-testid=stMain] :is(input, textarea, button, summary, a[href], [tabindex='0']):not([tabindex='-1'])"
  const stops = () => [...document.querySelectorAll(STOPS)]
  const isUsable = stop => stop.isConnected && !stop.disabled && stop.checkVisibility()
  const name = stop => [stop.tagName, stop.role, stop.ariaLabel || stop.textContent].join(" ")
  const isAtRest = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"

  let passed = [] // the control in focus and those before it, the nearest first
  let isByKeyboard = false
  addEventListener("keydown", () => (isByKeyboard = true), true)
  addEventListener("pointerdown", () => (isByKeyboard = false), true)
  addEventListener("focusin", ({ target }) => {
    if (target !== document.activeElement) return // an open list says so of its options, while the focus stays in the field
    const all = stops()
    passed = all.slice(0, all.indexOf(target) + 1).reverse()
  })

  // The same control drawn anew at once; the one before it when nothing more is to come.
  const goOn = () => {
    if (!isByKeyboard || !passed.length || document.activeElement !== document.body || isUsable(passed[0])) return
    const usable = stops().filter(isUsable)
    const anew = stop => (isUsable(stop) ? stop : usable.find(other => name(other) === name(stop)))
    const [here, ...before] = passed
    const heir = anew(here) ?? (isAtRest() ? before.map(anew).find(Boolean) : undefined)
    heir?.focus()
  }
  let waiting
  const look = () => {
    waiting ??= setTimeout(() => {
      waiting = undefined
      goOn()
    }, 50)
  }
  addEventListener("focusout", look) // of a button that does nothing any more, with the next frame only
  new MutationObserver(look).observe(document, {
    subtree: true, childList: true, attributeFilter: ["disabled", "data-test-script-state"],
  })
}
