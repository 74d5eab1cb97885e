/* "Text kopieren": what stands in the frame goes to the clipboard, sentence by sentence; test_districts_in_browser.py holds it. Where a
   browser gives no clipboard to a page (no https), the text is selected and copied as by hand. */
"use strict"
{
  const select = text => {
    const range = document.createRange()
    range.selectNodeContents(text)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
  }
  const write = async (text, words) => {
    try {
      await navigator.clipboard.writeText(words)
      return true
    } catch {
      select(text)
      return document.execCommand("copy")
    }
  }
  addEventListener("click", async event => {
    const button = event.target.closest?.(".db-copy")
    const frame = button?.closest(".db-reply")
    if (!frame) return
    const text = frame.querySelector(".db-reply-text"), said = frame.querySelector(".db-copied")
    const words = [...text.querySelectorAll("p")].map(line => line.textContent.trim()).join("\n")
    said.textContent = ""
    said.textContent = (await write(text, words)) ? "Der Text ist kopiert." : "Der Text ist markiert: bitte mit Strg+C kopieren."
  })
}
