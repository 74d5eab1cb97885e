/* German for Streamlit's own frame: it has no setting for a language. tests/e2e/test_german_frame.py finds what is left. */
"use strict"
{
  // Widgets that know languages (calendar, lists, announcements) ask the browser; every reader gets German.
  for (const [name, value] of [["language", "de-DE"], ["languages", Object.freeze(["de-DE", "de"])]])
    Object.defineProperty(Navigator.prototype, name, { get: () => value, configurable: true })
  // Without it Streamlit leaves "Record screen" out of its menu.
  if (window.MediaDevices) delete MediaDevices.prototype.getDisplayMedia

  // Where the server is; else Streamlit asks for its health below every page address first, which is a 404 in the console.
  window.__streamlit = { BACKEND_BASE_URL: `${location.origin}/` }

  // The content policy refuses WebAssembly; Streamlit's number library has another way, and not finding it is no violation.
  delete window.WebAssembly

  const OWN = ".db, pre, code, svg:not(.marks), script, style, iframe" // content, never touched; .marks is a column's figures
  const BUTTON = "button, [role=button]"
  const FRAME = "[data-testid=stHeader], [data-testid=stSidebar], [data-testid=stSkipToContent], [data-testid=stApp] > *"
  const MENU = "[data-testid^=stMainMenu]"
  const NAV = "[data-testid=stTopNav], [data-testid=stTopNavSection], [data-testid=stSidebarNav]"
  const DIALOG = "[role=dialog]"
  const STATUS = "[data-testid=stStatusWidget], [role=tooltip], [data-testid=stTooltipContent]"
  const SELECT = "[data-testid=stSelectbox], [data-testid=stMultiSelect]"
  const LIST = "[data-testid=stSelectboxVirtualDropdown], [data-testid=stMultiSelectDropdown]"
  const FIELD = "[data-testid=stTextInput], [data-testid=stTextArea], [data-testid=stNumberInput]"
  const DATE = "[data-testid^=stDate], [data-testid^=stTime]"
  const UPLOAD = "[data-testid=stFileUploader]"
  const TOOLBAR = "[data-testid^=stElementToolbar]"
  const GRID = "[data-testid=stDataFrame], [data-testid=stDataFrameResizable], [data-testid=portal]"
  const COLUMN = "[data-testid^=stDataFrameColumn], [data-testid^=stDataFrameStat], [data-testid^=stDataFrameFormat]"

  // [where, { Streamlit's text: ours }]; the same text may mean something else elsewhere.
  const TEXTS = [
    [FRAME, {
      "Skip to main content": "Zum Inhalt springen", "Sidebar": "Menü", "Collapse sidebar": "Menü schließen",
      "Expand sidebar": "Menü öffnen", "Main menu": "Hauptmenü", "Navigate to home page": "Zur Startseite", "App Logo": "Logo",
      "Scroll tabs left": "Nach links blättern", "Scroll tabs right": "Nach rechts blättern",
      "(opens in new tab)": "(öffnet einen neuen Tab)",
    }],
    [NAV, { "App pages": "Seiten", "View less": "Weniger anzeigen" }],
    [MENU, {
      "Main menu": "Hauptmenü", "Theme": "Darstellung", "System": "Wie System", "Light": "Hell", "Dark": "Dunkel", "Custom": "Eigene",
      "Print": "Drucken", "Settings": "Einstellungen", "Rerun": "Neu berechnen", "Auto rerun": "Selbst neu berechnen",
      "Clear cache": "Zwischenspeicher leeren", "Get help": "Hilfe", "Report a bug": "Fehler melden", "About": "Über",
      "Made with Streamlit v": "Technik: Streamlit ", "Copy version to clipboard": "Version kopieren", "Copied": "Kopiert",
    }],
    [STATUS, {
      "Running...": "Berechnet …", "Stop": "Anhalten", "Stopping...": "Hält an …", "Connecting": "Verbindet", "Error": "Fehler",
      "Connecting to Streamlit server": "Verbindung zum Server wird aufgebaut", "Unable to connect to Streamlit server": "Server nicht erreichbar",
      "File change.": "Programm geändert.", "Rerun": "Neu berechnen", "Always rerun": "Immer neu berechnen",
    }],
    [DIALOG, {
      "Close": "Schließen", "Cancel": "Abbrechen", "Try again": "Noch einmal versuchen", "Continue anyway": "Trotzdem weiter",
      "Page not found": "Seite nicht gefunden", "Connection error": "Keine Verbindung", "Clear caches": "Zwischenspeicher leeren",
      "The page that you have requested does not seem to exist. Running the app's main page.": "Diese Seite gibt es nicht. Angezeigt wird die Startseite.",
      "Streamlit server is not responding. Are you connected to the internet?": "Der Server antwortet nicht. Sind Sie mit dem Netz verbunden?",
      "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": "Der Server antwortet nicht. Wenn er beendet wurde, starten Sie ihn neu:",
      "Connection timed out.": "Der Server antwortet nicht rechtzeitig.", "Connection failed with status 0.": "Der Server ist nicht erreichbar.",
      "Error": "Fehler", "Unknown error": "Unbekannter Fehler", "Network error": "Netzwerkfehler",
    }],
    ["[data-testid=stToastContainer], [data-testid=stToast]", {
      "Notifications": "Mitteilungen", "Close": "Schließen", "view more": "mehr anzeigen", "view less": "weniger anzeigen",
    }],
    ["[data-testid=stHeaderActionElements]", { "Link to heading": "Link zu dieser Überschrift" }],
    ["[data-testid=stTooltipIcon], [data-testid=stTooltipHoverTarget]", { "Help": "Hilfe" }],
    [SELECT, {
      "Choose an option": "Bitte wählen", "Choose options": "Bitte wählen", "Choose or add an option": "Wählen oder ergänzen",
      "Choose or add options": "Wählen oder ergänzen", "Add an option": "Ergänzen", "Add options": "Ergänzen", "Open": "Öffnen",
      "No options to select": "Keine Auswahl möglich", "Clear value": "Auswahl löschen", "Clear all": "Alle entfernen",
      "Selected values": "Ausgewählt",
    }],
    ["[data-testid=stRadio], [data-testid=stButtonGroup]", { "No options to select.": "Keine Auswahl möglich." }],
    [LIST, { "No results": "Keine Treffer", "Select all": "Alle auswählen", "Dismiss": "Schließen" }],
    [FIELD, {
      "Show password": "Kennwort anzeigen", "Hide password": "Kennwort verbergen", "Clear entry": "Eingabe löschen", "Clear value": "Eingabe löschen",
      "Increment": "Erhöhen", "Decrement": "Verringern", "This field is required.": "Bitte ausfüllen.", "Invalid input.": "Ungültige Eingabe.",
      "Number is above the allowed range.": "Die Zahl ist zu groß.", "Number is below the allowed range.": "Die Zahl ist zu klein.",
    }],
    ["[data-testid=InputInstructions]", {
      "Press Enter to apply": "Mit Eingabetaste übernehmen", "Press Ctrl+Enter to apply": "Mit Strg+Eingabetaste übernehmen", "Press ⌘+Enter to apply": "Mit ⌘+Eingabetaste übernehmen",
      "Press Enter to submit form": "Mit Eingabetaste abschicken", "Press Ctrl+Enter to submit form": "Mit Strg+Eingabetaste abschicken",
      "Press ⌘+Enter to submit form": "Mit ⌘+Eingabetaste abschicken",
    }],
    ["[data-testid=stWidgetLabelRequired]", { "(required)": "(Pflichtfeld)" }],
    [DATE, {
      "Choose date": "Datum wählen", "Choose date range": "Zeitraum wählen", "Choose date and time": "Datum und Uhrzeit wählen",
      "Clear date": "Datum löschen", "Clear dates": "Zeitraum löschen", "Clear time": "Uhrzeit löschen", "Clear date and time": "Datum und Uhrzeit löschen",
      "Use arrow keys to navigate dates. Enter to select. Escape to close.": "Mit den Pfeiltasten zum Tag, Eingabetaste wählt, Esc schließt.",
      "Use arrow keys to navigate. Enter to select. Tab to switch between calendar and time. Escape to close.": "Mit den Pfeiltasten zum Tag, Eingabetaste wählt, Tab wechselt zur Uhrzeit, Esc schließt.",
      "Previous month": "Voriger Monat", "Next month": "Nächster Monat", "month": "Monat", "year": "Jahr", "Time": "Uhrzeit",
      "Date range": "Zeitraum", "Quick select a date range": "Zeitraum schnell wählen", "Select...": "Wählen …", "Empty": "Leer",
      "Past Week": "Letzte Woche", "Past Month": "Letzter Monat", "Past 3 Months": "Letzte 3 Monate", "Past 6 Months": "Letzte 6 Monate",
      "Past Year": "Letztes Jahr", "Past 2 Years": "Letzte 2 Jahre", "dd": "TT", "mm": "MM", "yyyy": "JJJJ", "Error": "Fehler",
    }],
    ["[role=option], [role=listbox]", {
      "None": "Keine", "Past Week": "Letzte Woche", "Past Month": "Letzter Monat", "Past 3 Months": "Letzte 3 Monate",
      "Past 6 Months": "Letzte 6 Monate", "Past Year": "Letztes Jahr", "Past 2 Years": "Letzte 2 Jahre",
    }],
    [UPLOAD, {
      "file upload": "Datei auswählen", "Upload": "Hochladen", "Upload directories": "Ordner hochladen", "Add files": "Dateien hinzufügen",
      "add icon": "Hinzufügen", "Drag and drop a file here": "Datei hier ablegen", "Drag and drop files here": "Dateien hier ablegen",
      "Drag and drop directories here": "Ordner hier ablegen", "Click to retry upload": "Noch einmal hochladen", "Error:": "Fehler:",
      "Only one file is allowed.": "Nur eine Datei ist erlaubt.", "File size is too small.": "Die Datei ist zu klein.", "Uploading...": "Lädt hoch …",
      "Unexpected error. Please try again.": "Unerwarteter Fehler. Bitte noch einmal versuchen.", "Network error": "Netzwerkfehler",
    }],
    ["[data-testid=stDownloadButton]", { "Download failed": "Das Herunterladen ist fehlgeschlagen" }],
    [TOOLBAR, {
      "Fullscreen": "Vollbild", "Close fullscreen": "Vollbild schließen", "Search": "Suchen", "Download as CSV": "Als CSV herunterladen",
      "Download as PNG": "Als PNG herunterladen", "Show/hide columns": "Spalten ein- und ausblenden", "Clear selection": "Auswahl aufheben",
      "Add row": "Zeile hinzufügen", "Delete row(s)": "Zeilen löschen", "Show data": "Daten zeigen", "Show chart": "Diagramm zeigen",
      "Copy Vega-Lite spec": "Vega-Lite kopieren", "Copy to clipboard": "Kopieren", "Copied": "Kopiert", "Edit": "Bearbeiten",
    }],
    [BUTTON + ", [data-testid=stJson], [data-testid=stCode]", { "Copy to clipboard": "Kopieren", "Copied": "Kopiert", "Fullscreen": "Vollbild", "Close fullscreen": "Vollbild schließen" }],
    [".modebar", {
      "Fullscreen": "Vollbild", "Close fullscreen": "Vollbild schließen", "Download plot as a PNG": "Als PNG speichern", "Zoom": "Ausschnitt wählen", "Pan": "Verschieben",
      "Zoom in": "Vergrößern", "Zoom out": "Verkleinern", "Autoscale": "Alles zeigen", "Reset axes": "Zurücksetzen",
      "Box Select": "Rechteck auswählen", "Lasso Select": "Freihand auswählen",
    }],
    [GRID, {
      "Previous Result": "Voriger Treffer", "Next Result": "Nächster Treffer", "Close Search": "Suche schließen", "Type to search": "Suchbegriff eingeben",
      "0 results": "Keine Treffer", "1 result": "1 Treffer", "Select...": "Wählen …", "No options": "Keine Auswahl möglich", "Loading...": "Lädt …",
    }],
    [COLUMN, {
      "Dataframe column menu": "Spaltenmenü", "Copy column name": "Spaltennamen kopieren", "Sort ascending": "Aufsteigend sortieren",
      "Sort descending": "Absteigend sortieren", "Statistics": "Kennzahlen", "Format": "Format", "Autosize": "Breite anpassen", "Pin column": "Spalte fixieren",
      "Unpin column": "Spalte lösen", "Hide column": "Spalte ausblenden", "Select all": "Alle auswählen", "Automatic": "Automatisch", "Localized": "Landesüblich",
      "Plain": "Einfach", "Compact": "Kurz", "Dollar": "Dollar", "Euro": "Euro", "Yen": "Yen", "Percent": "Prozent", "Scientific": "Wissenschaftlich",
      "Accounting": "Buchhaltung", "Distance": "Abstand", "Calendar": "Kalender", "Duration": "Dauer", "Bytes": "Byte", "Engineering": "Technisch",
      "No data": "Keine Daten", "Values": "Werte", "Empty": "Leer", "Distinct": "Verschieden", "Minimum": "Minimum", "Maximum": "Maximum", "Median": "Median",
      "Mean": "Mittelwert", "Average": "Mittelwert", "Standard deviation": "Standardabweichung", "Range": "Spanne", "Count": "Anzahl",
      "25th percentile": "25. Perzentil", "75th percentile": "75. Perzentil", "Minimum length": "Kleinste Länge", "Maximum length": "Größte Länge",
      "Average length": "Mittlere Länge", "Based on sample": "Aus einer Stichprobe", "Index": "Zeile", "index": "Zeile", "(index)": "Zeile",
      "True": "Ja", "False": "Nein", "number": "Zahl", "checkbox": "Ja oder Nein", "date": "Datum", "datetime": "Datum und Uhrzeit", "time": "Uhrzeit",
      "list": "Liste", "object": "Objekt", "selectbox": "Auswahl", "multiselect": "Mehrfachauswahl", "progress": "Fortschritt", "image": "Bild",
    }],
    ["[data-testid=stTable]", { "Scrollable table": "Verschiebbare Tabelle", "empty": "leer" }],
    ["[data-testid=stPagination]", { "Pagination": "Seiten", "Previous page": "Vorige Seite", "Next page": "Nächste Seite" }],
    ["[data-testid=stFeedback]", {
      "Feedback rating": "Bewertung", "Very dissatisfied": "Sehr unzufrieden", "Dissatisfied": "Unzufrieden", "Neutral": "Teils, teils", "Satisfied": "Zufrieden",
      "Very satisfied": "Sehr zufrieden", "Thumbs up": "Daumen hoch", "Thumbs down": "Daumen runter",
    }],
    ["[data-testid=stProgress]", { "progress": "Fortschritt" }],
    ["[data-testid=stSpinner]", { "Loading": "Lädt" }],
  ]

  const inGerman = size => size.replace(".", ",").replace(/([KMGT]?B)$/, " $1")
  const day = words => words.replace(/\bstart date\b/, "Beginn").replace(/\bend date\b/, "Ende")
  const PARTS = { day: "Tag", month: "Monat", year: "Jahr", hour: "Stunde", minute: "Minute", second: "Sekunde" }
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
  const month = name => new Intl.DateTimeFormat("de", { month: "long" }).format(new Date(2000, MONTHS.indexOf(name), 1))

  const dates = words => words.replace(/([A-Z][a-z]+) 0?(\d+), (\d{4})/g, (_, name, n, year) => `${n}. ${month(name)} ${year}`).replace(" to ", " bis ")

  // [where, pattern, our text from what the pattern caught]
  const PATTERNS = [
    ["[data-live-announcer], [aria-live]", /^(\d+) options? available\.$/, n => (n === "1" ? "1 Eintrag verfügbar." : `${n} Einträge verfügbar.`)],
    ["[data-live-announcer], [aria-live]", /^(.+), selected$/s, name => `${name}, ausgewählt`],
    ["[id^=react-aria]", /^Selected Date: (.+)$/, words => `Gewähltes Datum: ${dates(words)}`],
    ["[id^=react-aria]", /^Selected Range: (.+)$/, words => `Gewählter Zeitraum: ${dates(words)}`],
    [NAV + ", [data-testid=stHeader]", /^(\d+) more$/, n => `${n} weitere`],
    [NAV, /^View (\d+) more$/, n => `${n} weitere anzeigen`],
    ["[data-testid=stTooltipHoverTarget], [data-testid=stTooltipIcon]", /^Help for (.+)$/s, label => `Hilfe zu ${label}`],
    [SELECT + ", " + UPLOAD, /^Remove (.+)$/s, name => `${name} entfernen`],
    [LIST, /^Add: (.+)$/s, name => `Ergänzen: ${name}`],
    [LIST, /^Select (\d+) matches$/, n => `${n} Treffer auswählen`],
    [LIST + ", " + SELECT, /^You can only select up to (\d+) options?\. Remove an option first\.$/, n => `Höchstens ${n} auswählbar. Bitte zuerst etwas entfernen.`],
    [UPLOAD, /^([\d.]+[KMGT]?B) per file$/, size => `höchstens ${inGerman(size)} je Datei`],
    [UPLOAD, /^([\d.]+[KMGT]?B)$/, inGerman],
    [UPLOAD, /^(.+), ([\d.]+[KMGT]?B)$/s, (name, size) => `${name}, ${inGerman(size)}`],
    [UPLOAD, /^(\S+) files are not allowed\.$/, kind => `Dateien der Art ${kind} sind nicht erlaubt.`],
    [UPLOAD, /^File must be ([\d.]+[KMGT]?B) or smaller\.$/, size => `Die Datei darf höchstens ${inGerman(size)} groß sein.`],
    [FIELD, /^Invalid input\. Must match pattern: (.+)$/s, pattern => `Ungültige Eingabe. Verlangtes Muster: ${pattern}`],
    [FIELD, /^(?:Error: )?Number is above the allowed range\. Please enter a value less than or equal to (.+)\.$/, n => `Bitte höchstens ${n} eingeben.`],
    [FIELD, /^(?:Error: )?Number is below the allowed range\. Please enter a value greater than or equal to (.+)\.$/, n => `Bitte mindestens ${n} eingeben.`],
    [FIELD, /^(?:Error: )?Number is outside the allowed range\. Please enter a value between (.+) and (.+)\.$/, (a, b) => `Bitte ${a} bis ${b} eingeben.`],
    [DATE, /^(?:Error)?: Date set outside allowed range\. Please select a date between (.+) and (.+)\.$/, (a, b) => `: Bitte ein Datum von ${a} bis ${b} wählen.`],
    [DATE, /^(?:Error)?: Date set outside allowed range\. Please select a date on or after (.+)\.$/, a => `: Bitte ein Datum ab ${a} wählen.`],
    [DATE, /^(?:Error)?: Date set outside allowed range\. Please select a date on or before (.+)\.$/, a => `: Bitte ein Datum bis ${a} wählen.`],
    [DATE, /^(day|month|year|hour|minute|second), (.*)$/s, (part, label) => `${PARTS[part]}, ${day(label)}`],
    [DATE, /^(.+ (?:start|end) date)$/s, label => day(label)],
    [DATE, /^(\d\d) – ([A-Z][a-z]+)$/, (n, name) => `${n} – ${MONTHS.includes(name) ? month(name) : name}`],
    [DATE, /^Choose date( range| and time)?, (.+)$/, (kind, rest) => `${{ " range": "Zeitraum", " and time": "Datum und Uhrzeit" }[kind] ?? "Datum"} wählen, ${rest}`],
    [COLUMN, /^binStart: .*Range: (.+); Count: (\d+)$/s, (range, n) => `${range}: ${n} Werte`],
    [GRID, /^(\d+) of (\d+) results?(.*)$/s, (i, n) => `${i} von ${n} Treffern`],
    [GRID, /^(\d+) results$/, n => `${n} Treffer`],
    [TOOLBAR + ", " + BUTTON, /^(Fullscreen|Close fullscreen|Search|Download as CSV|Show\/hide columns|Clear selection|Add row|Delete row\(s\)): (.+)$/s,
      (action, what) => `${TOOLBAR_TEXTS[action]}: ${what}`],
    ["[data-testid=stPagination]", /^Page (\d+)$/, n => `Seite ${n}`],
    ["[data-testid=stFeedback]", /^(\d+) out of (\d+) stars$/, (i, n) => `${i} von ${n} Sternen`],
    ["[data-testid=stSpinner]", /^\(([\d.]+) seconds\)$/, n => `(${n.replace(".", ",")} Sekunden)`],
    ["[data-testid=stChatMessageContent]", /^Chat message from (.+)$/s, name => `Nachricht von ${name}`],
    ["[data-testid=stColorPicker]", /^(.+) color picker$/s, label => `Farbwahl: ${label}`],
    [DIALOG, /^Connection failed with status (\d+).*$/s, n => `Der Server antwortet mit Fehler ${n}.`],
    [DIALOG, /^You have requested page \/(.*), but no corresponding file was found.*$/s, name => `Die Seite /${name} gibt es nicht. Angezeigt wird die Startseite.`],
    [DIALOG, /^Cannot connect to Streamlit \(HTTP status: 403\)[^]*$/, () => "Der Server lehnt die Verbindung unter diesem Rechnernamen ab."],
  ]
  const TOOLBAR_TEXTS = TEXTS.find(([where]) => where === TOOLBAR)[1]
  const ANY_PATTERN = new RegExp(PATTERNS.map(([, pattern]) => `(?:${pattern.source})`).join("|"), "s")
  const EXACT = new Map()
  for (const [where, texts] of TEXTS)
    for (const [english, german] of Object.entries(texts)) EXACT.set(english, [...(EXACT.get(english) ?? []), [where, german]])

  const german = (text, element) => {
    const places = EXACT.get(text)
    if (!places && !ANY_PATTERN.test(text)) return undefined // nearly all texts end here
    if (!element || element.closest(OWN)) return undefined
    const exact = places?.find(([where]) => element.closest(where))
    if (exact) return exact[1]
    for (const [where, pattern, say] of PATTERNS) {
      const caught = pattern.exec(text)
      if (caught && element.closest(where)) return say(...caught.slice(1))
    }
    return undefined
  }

  const ATTRIBUTES = ["aria-label", "title", "placeholder", "aria-valuetext", "data-title"]
  const sayText = node => {
    const english = node.data.trim()
    const said = english && german(english, node.parentElement)
    if (said !== undefined && said !== "" && said !== english) node.data = node.data.replace(english, () => said)
  }
  const sayAttribute = (element, name) => {
    const english = element.getAttribute(name)
    const said = english && german(english, element)
    if (said && said !== english) element.setAttribute(name, said)
  }
  const sayElement = element => ATTRIBUTES.forEach(name => element.hasAttribute(name) && sayAttribute(element, name))
  const KEEP = { acceptNode: node => (node.nodeType === 1 && node.matches(OWN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT) }
  const sayTree = root => {
    if (root.nodeType === 3) return sayText(root)
    if (root.nodeType !== 1 || root.closest(OWN)) return
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, KEEP)
    for (let node = root; node; node = walker.nextNode()) node.nodeType === 3 ? sayText(node) : sayElement(node)
  }

  new MutationObserver(changes => {
    for (const change of changes)
      if (change.type === "childList") change.addedNodes.forEach(sayTree)
      else if (change.type === "attributes") sayAttribute(change.target, change.attributeName)
      else sayText(change.target)
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES })
}
