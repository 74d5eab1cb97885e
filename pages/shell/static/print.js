/* Paper. A chart has the width and the colours of the screen: before printing it is drawn at the width of the paper where there is
   time for it (Strg+P, "Drucken"), and in any case made to fit, in the light colours. print.css lays out the rest. */
"use strict"
{
  const CHART = ".js-plotly-plot"
  const PATIENCE_MS = 4000 // a chart that is not drawn by then is scaled
  const PAPER_PX = 688, SHEET_PX = 840, NEXT_SHEET_PX = 960 // room for a drawing on A4 below its question, and for the rest of it
  const TOO_SMALL = 1.3 // times the room: smaller type would not be read
  const LONG = 330 // letters
  const ROW_HEAD_PX = 12 // words that begin this far to the left name a row
  const undo = [] // what gives the page back to the screen
  // The running head: the selection as the page says it, on every sheet; there is room for four lines.
  const quoted = text => `"${text.replace(/[^\p{L}\p{N} .,:()-]/gu, sign => `\\${sign.codePointAt(0).toString(16)} `)}"`
  const selection = () => {
    const said = document.querySelector(".db-stand")?.cloneNode(true)
    if (!said) return ""
    const sample = said.querySelector(".db-sample")?.textContent ?? ""
    said.querySelectorAll("a, .db-sample").forEach(part => part.remove())
    const sentence = said.textContent.replace(/\s+/g, " ").trim()
    return `${sentence.length > LONG ? `${sentence.slice(0, LONG)} … (ganz auf Seite 1).` : sentence} ${sample}`.trim()
  }
  const runningHead = () => {
    const style = document.createElement("style")
    const page = document.title.split(" · ")[0]
    style.textContent = `@page { @top-right { content: ${quoted(selection())} } @bottom-left { content: ${quoted(page)} } }`
    document.head.append(style)
    undo.push(() => style.remove())
  }

  // A link that cannot be followed on paper is written out.
  const writeOut = link => (link.dataset.address = link.href)

  // The layers of a drawing scale as one picture. One that would be too small on one sheet is cut between two of its rows.
  const fit = chart => {
    const layers = [...chart.querySelectorAll(".main-svg")]
    if (!layers.length) return
    const [width, height] = ["width", "height"].map(side => Number(layers[0].getAttribute(side)))
    const scale = Math.max(width / PAPER_PX, 1)
    const cuts = height > TOO_SMALL * SHEET_PX * scale ? cutsOf(chart, layers[0], height, scale) : [0, height]
    const room = cuts.length > 2 ? NEXT_SHEET_PX : SHEET_PX
    const parts = cuts.slice(1).map((end, i) => part(layers, width, cuts[i], end, room))
    chart.prepend(...parts)
    undo.push(() => parts.forEach(one => one.remove()))
  }
  const cutsOf = (chart, layer, height, scale) => {
    const corner = layer.getBoundingClientRect(), cuts = [0]
    const texts = [...chart.querySelectorAll("text")].map(text => text.getBoundingClientRect())
    const rows = texts.filter(text => text.left - corner.left < ROW_HEAD_PX).map(text => text.top - corner.top - 3)
    for (let room = SHEET_PX * scale; height - cuts.at(-1) > room; room = NEXT_SHEET_PX * scale) {
      const last = cuts.at(-1), fitting = rows.filter(top => top > last + 1 && top <= last + room)
      cuts.push(fitting.length ? Math.max(...fitting) : last + room)
    }
    return [...cuts, height]
  }
  const part = (layers, width, top, bottom, room) => {
    const frame = document.createElement("div")
    frame.className = "db-paper-chart"
    frame.style.aspectRatio = `${width}/${bottom - top}`
    frame.style.maxWidth = `${width * Math.min(1, room / (bottom - top))}px`
    for (const layer of layers) {
      const copy = layer.cloneNode(true)
      copy.setAttribute("viewBox", `0 ${top} ${width} ${bottom - top}`)
      frame.append(copy)
    }
    rename(frame, `paper${(copies += 1)}-`)
    return frame
  }
  // Patterns are looked up by name in the whole document: a copy has names of its own, and leaves the screen those of the screen.
  let copies = 0
  const rename = (frame, prefix) => {
    const renamed = value => value.replace(/url\(["']?[^)]*#/g, start => start + prefix)
    for (const element of frame.querySelectorAll("*")) {
      if (element.id) element.id = prefix + element.id
      for (const name of ["fill", "clip-path", "mask", "filter"]) {
        if (element.hasAttribute(name)) element.setAttribute(name, renamed(element.getAttribute(name)))
        const styled = element.style.getPropertyValue(name)
        if (styled.includes("url(")) element.style.setProperty(name, renamed(styled))
      }
    }
  }

  // Every token stands in the stylesheet as light-dark(light,dark): what is drawn in a dark one turns into its light one. No
  // colour of the light screen is a dark token with another meaning, so a chart that is light already stays as it is.
  const tokenRule = () => {
    for (const sheet of document.styleSheets)
      if (sheet.href?.includes("/assets/style.css")) return sheet.cssRules[0].style
    return []
  }
  const rgb = hex => `rgb(${[1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16)).join(", ")})`
  const lightColours = () => {
    const rule = tokenRule(), fill = new Map(), stroke = new Map()
    for (const name of rule) {
      const [light, dark] = rule.getPropertyValue(name).match(/#\w{6}/g)?.map(rgb) ?? []
      if (!dark) continue // no colour
      const isEdge = name.endsWith("-edge") // may be one colour with its fill on the dark screen
      if (!isEdge) fill.set(dark, light)
      if (isEdge || !stroke.has(dark)) stroke.set(dark, light)
    }
    return { fill, stroke }
  }
  const lighten = (element, colours) => {
    for (const [name, light] of Object.entries(colours)) {
      const now = light.get(element.style[name] || element.getAttribute(name))
      if (now) element.style[name] = now
    }
  }

  const giveBack = () => {
    while (undo.length) undo.pop()()
  }
  addEventListener("beforeprint", () => {
    giveBack()
    runningHead()
    document.querySelectorAll(".db-footer p a").forEach(writeOut)
    document.querySelectorAll(CHART).forEach(fit)
    const colours = lightColours()
    document.querySelectorAll(".db-paper-chart *").forEach(element => lighten(element, colours))
  })

  // Where we are asked first, charts are drawn anew: their text then has its size, instead of being scaled down with them.
  const nextLook = () => new Promise(resolve => setTimeout(resolve, 100))
  const look = () => [...document.querySelectorAll(CHART)].map(chart => {
    const width = Number(chart.querySelector(".main-svg")?.getAttribute("width"))
    return [Math.abs(width - chart.clientWidth) < 2, chart.querySelectorAll("text").length] // labels come after bars
  })
  const drawn = async () => {
    const end = performance.now() + PATIENCE_MS
    for (let before = ""; performance.now() < end; ) {
      await nextLook()
      const now = look()
      if (now.every(([fits]) => fits) && String(now) === before) return
      before = String(now)
    }
  }

  const page = document.documentElement.classList
  const print = window.print.bind(window)
  let isAsked = false // and the dialog is on its way: it comes once, and what the reader does meanwhile changes nothing
  window.print = async () => {
    if (isAsked) return
    isAsked = true
    page.add("db-paper")
    try {
      await drawn()
    } finally {
      isAsked = false
      print()
    }
  }
  addEventListener("keydown", event => {
    if (event.key !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
    event.preventDefault()
    window.print()
  })
  const toScreen = () => {
    if (isAsked) return
    giveBack()
    page.remove("db-paper")
  }
  for (const act of ["afterprint", "pointerdown", "keydown"]) addEventListener(act, toScreen) // not every browser tells
}
