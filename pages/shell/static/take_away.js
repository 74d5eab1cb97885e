/* "Diagramm als SVG", "Diagramm als PNG": the chart of a card becomes a file, made here in the browser; no server draws it, and
   nobody else is asked. picture.js makes the picture, legend.js its swatches; test_take_away.py holds all three. */
"use strict"
{
  const { clean, make, picture, written } = globalThis.digitalbilanz
  const SCALE = 2, LONGEST_PX = 16000 // no browser paints a canvas that is longer
  const FONT = "Source Sans" // the page's own; a picture inside a page knows no font but those it holds itself
  const plain = words => (words ?? "").replace(/\s+/g, " ").trim()

  // The drawing: what is named like the one of our card, and nearest to the button.
  const figureOf = (button, alt) => {
    for (let around = button.parentElement; around; around = around.parentElement) {
      const named = [...around.querySelectorAll("[role=figure]")].find(figure => plain(figure.getAttribute("aria-label")) === plain(alt))
      if (named) return named
    }
  }
  const legendOf = figure => {
    const isAbove = legend => legend.compareDocumentPosition(figure) & Node.DOCUMENT_POSITION_FOLLOWING
    return [...document.querySelectorAll(".db-legend")].filter(isAbove).at(-1)
  }

  // PNG: the same picture with the font of the page, painted twice as fine.
  const fontRule = () => {
    for (const sheet of document.styleSheets)
      for (const rule of sheet.href?.startsWith(location.origin) ? sheet.cssRules : [])
        if (rule instanceof CSSFontFaceRule && plain(rule.style.fontFamily.replaceAll('"', "")) === FONT && rule.style.fontStyle === "normal")
          return [rule, new URL(rule.style.src.match(/url\("?([^")]+)/)[1], sheet.href)]
    return []
  }
  const addFont = async svg => {
    const [rule, address] = fontRule()
    if (!rule) return
    const file = await (await fetch(address)).blob()
    const data = await new Promise(resolve => {
      const reader = new FileReader()
      reader.onload = () => resolve(reader.result.replace(/^data:[^;]*/, "data:font/woff2"))
      reader.readAsDataURL(file)
    })
    svg.prepend(make("style", {}, `@font-face{font-family:"${FONT}";font-weight:${rule.style.fontWeight};src:url(${data})}`))
  }
  const painted = async svg => {
    await addFont(svg)
    const image = new Image()
    image.src = `data:image/svg+xml,${encodeURIComponent(written(svg))}`
    await image.decode()
    const [width, height] = ["width", "height"].map(side => Number(svg.getAttribute(side)))
    const scale = Math.min(SCALE, LONGEST_PX / Math.max(width, height))
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width * scale), height: Math.round(height * scale) })
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
    const png = await new Promise(resolve => canvas.toBlob(resolve, "image/png"))
    return [new Uint8Array(await png.arrayBuffer()), scale]
  }

  // Chunks of a PNG stand behind its header (8 + 25 bytes): its size on paper, and its words for machines.
  const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
    for (let bit = 0; bit < 8; bit += 1) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1
    return n
  })
  const crc = bytes => ~bytes.reduce((sum, byte) => CRC[(sum ^ byte) & 255] ^ (sum >>> 8), -1) >>> 0
  const number = value => new Uint8Array(new Uint32Array([value]).buffer).reverse()
  const letters = words => new TextEncoder().encode(words)
  const chunk = (kind, content) => {
    const body = Uint8Array.of(...letters(kind), ...content)
    return [number(content.length), body, number(crc(body))]
  }
  const describe = (png, scale, said) => {
    const perMetre = number(Math.round((96 * scale) / 0.0254))
    const facts = { Title: said.question, Description: [said.alt, ...Object.values(said.notes)].join("\n"), Copyright: said.notes.licence }
    const words = Object.entries(facts).flatMap(([name, fact]) => chunk("iTXt", letters(`${name}\0\0\0de\0\0${clean(fact)}`)))
    return new Blob([png.slice(0, 33), ...chunk("pHYs", [...perMetre, ...perMetre, 1]), ...words, png.slice(33)], { type: "image/png" })
  }

  const FILES = {
    svg: async svg => new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${written(svg)}\n`], { type: "image/svg+xml" }),
    png: async (svg, said) => describe(...(await painted(svg)), said),
  }
  const hand = (file, name) => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: name })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }
  addEventListener("click", async event => {
    const button = event.target.closest?.("button[data-take]"), card = button?.closest("[data-picture]")
    if (!card) return
    const said = JSON.parse(card.dataset.picture), figure = figureOf(button, said.alt)
    const status = card.querySelector("[role=status]")
    status.textContent = figure?.querySelector(".main-svg") ? "" : "Das Diagramm ist noch nicht gezeichnet: bitte gleich noch einmal."
    if (status.textContent) return
    const kind = button.dataset.take
    try {
      hand(await FILES[kind](picture(figure, said.has_legend && legendOf(figure), said), said), `${said.name}.${kind}`)
    } catch (error) {
      status.textContent = "Dieser Browser kann das Bild nicht schreiben: bitte die andere der beiden Dateien nehmen."
      console.warn(error)
    }
  })
}
