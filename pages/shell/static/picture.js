/* A chart as one picture that stands alone: question, answer, legend, the layers that Plotly has drawn, and what must be said of
   them. Every word comes from the server (components/picture.py) and is put in as text; colours are those that the reader sees. */
"use strict"
{
  const { make, swatch } = globalThis.digitalbilanz
  const PAD = 20, GAP = 18 // px
  const NOT_DRAWN = ".draglayer, .hoverlayer, .zoomlayer, .selectionlayer, script, style, foreignObject, image, path:not([d])"

  // A layer as it is seen: what stylesheets say of it is written into it, what answers a pointer is left out. Each word keeps its
  // width in any font, so that none runs into another or over the edge.
  const layerOf = original => {
    const copy = original.cloneNode(true), copies = [...copy.querySelectorAll("*")]
    original.querySelectorAll("*").forEach((element, i) => settle(element, copies[i]))
    for (const empty of [...copy.querySelectorAll("g, defs")].reverse()) if (!empty.hasChildNodes()) empty.remove()
    return make("g", {}, ...copy.childNodes)
  }
  const settle = (element, copy) => {
    const seen = getComputedStyle(element)
    if (element.matches(NOT_DRAWN) || seen.display === "none") return copy.remove()
    for (const { name, value } of [...copy.attributes])
      if (/^(on|data-)|href$/i.test(name) && !value.startsWith("#")) copy.removeAttribute(name)
    copy.style.removeProperty("vector-effect") // lines grow with the picture
    copy.style.removeProperty("pointer-events")
    if (element.matches(".crisp")) copy.setAttribute("shape-rendering", "crispEdges")
    if (!element.matches("text, tspan")) return
    copy.style.fontSize = seen.fontSize
    copy.style.removeProperty("font-family")
    if (!element.children.length) holdWidth(copy, element.getComputedTextLength())
  }
  const holdWidth = (text, width) => {
    if (width < 1) return
    text.setAttribute("textLength", width.toFixed(1))
    text.setAttribute("lengthAdjust", "spacingAndGlyphs")
  }

  // Names count up behind a sum of what the picture says: pictures may meet in one document, and one has the same bytes each time.
  const rename = (picture, said) => {
    const start = `p${[...JSON.stringify(said)].reduce((sum, letter) => (sum * 31 + letter.codePointAt()) >>> 0, 7).toString(36)}`
    const names = new Map([...picture.querySelectorAll("[id]")].map((one, i) => [one.id, `${start}-${i + 1}`]))
    const renamed = value => value
      .replace(/url\(["']?[^)]*?#([^"')]+)["']?\)/g, (_, id) => (names.has(id) ? `url(#${names.get(id)})` : "none"))
      .replace(/^#(.+)$/, (_, id) => `#${names.get(id) ?? ""}`)
    for (const element of [picture, ...picture.querySelectorAll("*")])
      for (const one of element.attributes) {
        if (one.name === "id") one.value = names.get(one.value)
        else if (one.name === "class") one.value = one.value.replace(/\btrace[0-9a-f]{6}\b/, "").trim()
        else if (one.name === "aria-labelledby") one.value = one.value.split(" ").map(id => names.get(id)).join(" ")
        else if (/url\(|^#/.test(one.value) && !/^#\w{3,8}$/.test(one.value)) one.value = renamed(one.value)
      }
  }

  // Words below each other. A line ends at a space; a word without one that is longer than a line is cut, behind a sign of an
  // address where it has one.
  const ruler = document.createElement("canvas").getContext("2d")
  const lines = (words, font, room) => {
    ruler.font = font
    const fits = line => ruler.measureText(line.trimEnd()).width <= room
    const cut = (word, signs) => (fits(word) || !signs.length ? [word] : word.split(signs[0]).flatMap(part => cut(part, signs.slice(1))))
    const found = [""]
    for (const part of words.split(/(?<= )/).flatMap(word => cut(word, [/(?<=[/&?=_.-])/, /(?=.)/su]))) {
      if (found.at(-1) && !fits(found.at(-1) + part)) found.push("")
      found[found.length - 1] += part
    }
    return found.map(line => line.trim()).filter(Boolean)
  }
  const text = (words, x, y, { size, weight = 400, colour, family }) => {
    const line = make("text", { x, y: y.toFixed(1), "font-size": size, "font-weight": weight, fill: colour }, words)
    ruler.font = `${weight} ${size}px ${family}`
    holdWidth(line, ruler.measureText(words).width)
    return line
  }
  class Sheet {
    y = PAD
    parts = []
    constructor(width, family) {
      Object.assign(this, { width, family })
    }
    say(words, look) {
      const style = { ...look, family: this.family }
      for (const line of lines(words, `${look.weight ?? 400} ${look.size}px ${this.family}`, this.width)) {
        this.parts.push(text(line, PAD, this.y + look.size, style))
        this.y += look.size * 1.35
      }
    }
    explain(legend, colour) {
      const style = { size: 14, colour, family: this.family }, font = `400 14px ${this.family}`
      let x = PAD
      for (const entry of legend.children) {
        const mark = swatch(entry.querySelector(".db-q")), start = mark.width + 7
        const words = lines(entry.textContent.trim(), font, this.width - start)
        const room = start + Math.max(...words.map(line => ruler.measureText(line).width))
        if (x > PAD && x + room > PAD + this.width) [x, this.y] = [PAD, this.y + 22]
        const [left, top] = [Math.round(x), Math.round(this.y + 11 - mark.height / 2)] // sharp edges
        mark.shape.setAttribute("transform", `translate(${left},${top})`)
        this.parts.push(mark.shape, ...words.map((line, i) => text(line, left + start, this.y + 16 + 18 * i, style)))
        this.y += 18 * (words.length - 1)
        x += room + GAP
      }
      this.y += 22
    }
  }

  const colourOf = (selector, name = "color") => getComputedStyle(document.querySelector(selector))[name]
  const bare = line => line.replace(/^(Auswahl: |Quelle: |Datenstand |Dauerhafter Link: |Lizenz: )/, "")
  const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", DC = "http://purl.org/dc/elements/1.1/"
  const metadata = said => {
    const { selection, source, snapshot, link, licence } = said.notes
    const facts = { title: said.question, description: said.alt, coverage: bare(selection), source: bare(source) }
    Object.assign(facts, { identifier: bare(snapshot), relation: bare(link), rights: bare(licence), language: "de" })
    const about = document.createElementNS(RDF, "rdf:Description")
    about.setAttributeNS(RDF, "rdf:about", "")
    for (const [name, words] of Object.entries(facts)) {
      const fact = document.createElementNS(DC, `dc:${name}`)
      fact.textContent = words
      about.append(fact)
    }
    const all = document.createElementNS(RDF, "rdf:RDF")
    all.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:dc", DC)
    all.append(about)
    return make("metadata", {}, all)
  }

  // Question, answer, legend, drawing, notes: from top to bottom.
  const picture = (figure, legend, said) => {
    const layers = [...figure.querySelectorAll(".svg-container > .main-svg")]
    const [width, height] = ["width", "height"].map(side => Number(layers[0].getAttribute(side)))
    const family = getComputedStyle(figure.querySelector("text") ?? figure).fontFamily
    const ink = colourOf(".stApp"), sheet = new Sheet(width, family)
    sheet.say(said.question, { size: 19, weight: 600, colour: ink })
    sheet.say(said.sentence, { size: 15, colour: ink })
    sheet.y += 8
    if (legend) sheet.explain(legend, ink)
    const drawing = make("g", { transform: `translate(${PAD},${Math.round(sheet.y)})`, class: "drawing" }, ...layers.map(layerOf))
    sheet.y = Math.round(sheet.y) + height + 12
    for (const note of Object.values(said.notes)) sheet.say(note, { size: 12, colour: colourOf(".db-source") })
    const size = { width: width + 2 * PAD, height: Math.ceil(sheet.y + PAD - 6) }
    const title = make("title", { id: "title" }, said.question), alt = make("desc", { id: "desc" }, said.alt)
    const ground = make("rect", { ...size, fill: colourOf(".stApp", "backgroundColor") })
    const frame = { ...size, viewBox: `0 0 ${size.width} ${size.height}`, role: "img", "aria-labelledby": "title desc" }
    const svg = make("svg", { ...frame, lang: "de", "font-family": family })
    svg.append(title, alt, metadata(said), ground, ...sheet.parts, drawing)
    rename(svg, said)
    return svg
  }
  // No control character and no half of a letter may stand in XML.
  const clean = words => words.replace(/[\0-\x08\v\f\x0E-\x1F\uFFFE\uFFFF]|\p{Surrogate}/gu, "\uFFFD")
  const written = svg => clean(new XMLSerializer().serializeToString(svg))
  Object.assign(globalThis.digitalbilanz, { clean, picture, written })
}
