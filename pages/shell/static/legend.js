/* The swatches of a legend as shapes of a drawing: what stylesheets paint before a word (style/, `.q-…`), read from the page and
   said again in SVG. take_away.js puts them into its pictures. */
"use strict"
{
  const SVG = "http://www.w3.org/2000/svg"
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElementNS(SVG, name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    element.append(...children)
    return element
  }
  const SIDES = ["Top", "Right", "Bottom", "Left"]
  const isSeen = colour => !/^transparent$|^rgba\(.*, 0\)$|\/ 0\)$/.test(colour)
  // Dashes as browsers lay them: one at each end.
  const DASHES = {
    dotted: wide => `${wide} ${wide}`,
    dashed: (wide, long) => {
      const dash = wide < 3 ? 3 * wide : 2 * wide, count = Math.max(2, Math.ceil((long + dash) / (2 * dash)))
      return `${dash} ${Math.max(1, (long - count * dash) / (count - 1))}`
    },
  }

  // "a, b(c, d)" → ["a", "b(c, d)"]
  const parts = list => list.split(/,\s*(?![^()]*\))/)
  const layers = image => image.match(/[\w-]+-gradient\((?:[^()]|\([^()]*\))*\)/g) ?? []
  const stops = (list, length) => list.flatMap(stop => {
    const [, colour, places] = stop.match(/^((?:[\w-]+\([^)]*\))|[\w#-]+)\s*(.*)$/)
    return places.split(/\s+/).filter(Boolean).map(place => ({
      colour: colour === "transparent" ? "rgba(0, 0, 0, 0)" : colour,
      at: parseFloat(place) * (place.endsWith("%") ? length / 100 : 1),
    }))
  })
  let count = 0 // names are given anew by take_away.js
  const gradient = (image, { width, height }) => {
    const [, kind, list] = image.match(/^([\w-]+)-gradient\((.*)\)$/)
    const [first, ...others] = parts(list), isTurned = /deg$/.test(first)
    const angle = ((isTurned ? parseFloat(first) : 180) * Math.PI) / 180
    const [x, y] = [Math.sin(angle), -Math.cos(angle)], length = Math.abs(width * x) + Math.abs(height * y)
    const found = stops(isTurned ? others : [first, ...others], length)
    const end = kind.startsWith("repeating") || kind === "radial" ? found.at(-1).at : length
    const [fromX, fromY] = [width / 2 - (x * length) / 2, height / 2 - (y * length) / 2]
    const line = { x1: fromX, y1: fromY, x2: fromX + x * end, y2: fromY + y * end }
    const place = kind === "radial" ? { cx: width / 2, cy: height / 2, r: end } : line
    const repeats = { spreadMethod: kind.startsWith("repeating") ? "repeat" : "pad", gradientUnits: "userSpaceOnUse" }
    const shades = found.map(({ colour, at }) => make("stop", { offset: (at / end).toFixed(4), style: `stop-color: ${colour}` }))
    return make(kind === "radial" ? "radialGradient" : "linearGradient", { id: `shade${(count += 1)}`, ...place, ...repeats }, ...shades)
  }

  // The ground of a box: its colour, and each of its shades, as tiles where it has a size.
  const ground = (style, box) => {
    const shapes = isSeen(style.backgroundColor) ? [make("rect", { ...box, fill: style.backgroundColor })] : []
    const tile = parseFloat(style.backgroundSize)
    for (const image of layers(style.backgroundImage)) {
      const shade = gradient(image, tile ? { width: tile, height: tile } : box), fill = `url(#${shade.id})`
      shapes.push(make("defs", {}, shade))
      if (tile) {
        const dot = make("rect", { width: tile, height: tile, fill }), id = `tile${(count += 1)}`
        shapes.push(make("defs", {}, make("pattern", { id, width: tile, height: tile, patternUnits: "userSpaceOnUse" }, dot)))
        shapes.push(make("rect", { ...box, fill: `url(#${id})` }))
      } else shapes.push(make("rect", { ...box, fill }))
    }
    return shapes
  }
  const border = (style, { width, height }) => {
    const drawn = SIDES.filter(side => parseFloat(style[`border${side}Width`]) && style[`border${side}Style`] !== "none")
    if (!drawn.length) return []
    const [one] = drawn, wide = parseFloat(style[`border${one}Width`]), half = wide / 2
    const line = { fill: "none", stroke: style[`border${one}Color`], "stroke-width": wide }
    const dash = DASHES[style[`border${one}Style`]]?.(wide, Math.max(width, height))
    if (dash) line["stroke-dasharray"] = dash
    if (drawn.length === 4) {
      const radius = style.borderTopLeftRadius.endsWith("%") ? (width * parseFloat(style.borderTopLeftRadius)) / 100 - half : 0
      return [make("rect", { x: half, y: half, width: width - wide, height: height - wide, rx: radius, ...line })]
    }
    return [make("line", one === "Left" ? { x1: half, x2: half, y1: 0, y2: height, ...line } : { x1: 0, x2: width, y1: half, y2: half, ...line })]
  }
  // A sign has its shape and its place from the font of the page, which a picture need not have.
  const SHAPES = {
    "▲": (left, top, right, bottom) => make("path", { d: `M${left},${bottom}H${right}L${(left + right) / 2},${top}Z` }),
    "◆": (left, top, right, bottom) => {
      const [x, y] = [(left + right) / 2, (top + bottom) / 2]
      return make("path", { d: `M${left},${y}L${x},${top}L${right},${y}L${x},${bottom}Z` })
    },
    "●": (left, top, right, bottom) => make("circle", { cx: (left + right) / 2, cy: (top + bottom) / 2, r: (right - left) / 2 }),
    "○": (left, top, right, bottom) => {
      const ring = make("circle", { cx: (left + right) / 2, cy: (top + bottom) / 2, r: (right - left) / 2 - 0.6, fill: "none" })
      ring.setAttribute("stroke-width", 1.2)
      return ring
    },
  }
  const ruler = document.createElement("canvas").getContext("2d")
  const sign = (style, before, { height }) => {
    const letter = before.content.replace(/^"|"$/g, "")
    ruler.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
    const size = ruler.measureText(letter), rise = size.fontBoundingBoxAscent
    const base = (height - rise - size.fontBoundingBoxDescent) / 2 + rise
    const box = [-size.actualBoundingBoxLeft, base - size.actualBoundingBoxAscent, size.actualBoundingBoxRight, base + size.actualBoundingBoxDescent]
    const shape = SHAPES[letter]?.(...box) ?? make("text", { y: base, "font-size": style.fontSize }, letter)
    const edge = parseFloat(before.webkitTextStrokeWidth)
    if (!shape.hasAttribute("fill")) shape.setAttribute("fill", before.color)
    shape.setAttribute("stroke", edge ? before.webkitTextStrokeColor : before.color)
    if (!shape.hasAttribute("stroke-width")) shape.setAttribute("stroke-width", edge)
    return shape
  }

  const swatch = mark => {
    const { width, height } = mark.getBoundingClientRect(), box = { width, height }
    const style = getComputedStyle(mark), before = getComputedStyle(mark, "::before")
    const margin = parseFloat(style.marginLeft) // narrow ones stand in the middle of the usual room
    const shapes = /^"./.test(before.content) ? [sign(style, before, box)] : [...ground(style, box), ...border(style, box)]
    const shape = make("g", { class: "swatch" }, make("g", { transform: `translate(${margin},0)` }, ...shapes))
    return { shape, width: width + margin + parseFloat(style.marginRight), height }
  }
  globalThis.digitalbilanz = { make, swatch }
}
