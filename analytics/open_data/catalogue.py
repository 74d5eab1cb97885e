"""dcat-ap.ttl: the offer as a catalogue with one data set and a distribution per file, for data portals to harvest.

Source: DCAT-AP.de 3.0, https://www.dcat-ap.de/def/dcatde/3.0/spec/, with the conventions of GovData. It gives up
dcatde:politicalGeocodingURI, so the city's key stands in dct:spatial. What the city has not filled in is left out.
"""

from __future__ import annotations

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, XSD
from rdflib.term import Node

from analytics.open_data.offer import Offer
from analytics.open_data.package import FILE as PACKAGE
from analytics.open_data.tables import TableFile
from analytics.reference import reference

FILE = "dcat-ap.ttl"
ADMS = Namespace("http://www.w3.org/ns/adms#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own knows DCAT 2 alone
DCATAP = Namespace("http://data.europa.eu/r5r/")
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = Namespace("http://publications.europa.eu/resource/authority/")
GOVDATA = Namespace("http://dcat-ap.de/def/")
PREFIXES = {
    "adms": ADMS,
    "dcat": DCAT,
    "dcatap": DCATAP,
    "dcatde": DCATDE,
    "dct": str(DCTERMS),
    "foaf": str(FOAF),
    "spdx": SPDX,
    "vcard": VCARD,
    "xsd": str(XSD),
}
LOCAL_AUTHORITY = URIRef("http://purl.org/adms/publishertype/LocalAuthority")
CSV = URIRef("https://www.iana.org/assignments/media-types/text/csv")
TABLE_SCHEMA = URIRef("https://datapackage.org/standard/table-schema/")
THEMES = ("GOVE", "TECH")
"""Government and public sector; science and technology."""


def catalogue_bytes(offer: Offer) -> bytes:
    """The file as Turtle; the same offer always makes the same bytes, for every node has a name."""
    graph = Graph(bind_namespaces="none")
    for prefix, names in PREFIXES.items():
        graph.bind(prefix, names)
    record = _Record(offer, graph)
    record.catalogue()
    record.dataset()
    for table in offer.tables:
        record.distribution(table)
    return graph.serialize(format="turtle", encoding="utf-8")


class _Record:
    """Writes what it knows into a graph; None and empty texts are nothing to say."""

    def __init__(self, offer: Offer, graph: Graph) -> None:
        self.offer, self.facts, self.graph = offer, offer.facts, graph

    def catalogue(self) -> None:
        """The catalogue and its publisher, who also made the data."""
        offer, node = self.offer, self._node("katalog")
        self._say(node, RDF.type, DCAT.Catalog)
        self._describe(node, "Offene Daten der " + offer.title, offer.description)
        self._say(node, DCTERMS.publisher, self._node("herausgeber"))
        self._say(node, DCAT.dataset, self._node("datensatz"))
        self._say(node, DCAT.themeTaxonomy, EU["data-theme"])
        self._say(self._node("herausgeber"), RDF.type, FOAF.Agent)
        self._say(self._node("herausgeber"), FOAF.name, Literal(reference().city))
        self._say(self._node("herausgeber"), DCTERMS.type, LOCAL_AUTHORITY)

    def dataset(self) -> None:
        """The data set: a state that a link can name, so identifier and version are the snapshot's."""
        offer, facts, node = self.offer, self.facts, self._node("datensatz")
        self._say(node, RDF.type, DCAT.Dataset)
        self._describe(node, offer.title, offer.description)
        for relation in (DCTERMS.publisher, DCTERMS.creator):
            self._say(node, relation, self._node("herausgeber"))
        for relation in (DCTERMS.identifier, DCAT.version):
            self._say(node, relation, Literal(offer.snapshot))
        for code in THEMES:
            self._say(node, DCAT.theme, EU[f"data-theme/{code}"])
        for word in offer.keywords:
            self._say(node, DCAT.keyword, Literal(word, lang="de"))
        self._say(node, DCTERMS.accessRights, EU["access-right/PUBLIC"])
        self._say(node, DCATDE.politicalGeocodingLevelURI, GOVDATA["politicalGeocoding/Level/municipality"])
        self._say(node, DCTERMS.accrualPeriodicity, facts.frequency and EU[f"frequency/{facts.frequency}"])
        self._say(node, DCATDE.contributorID, facts.contributor and GOVDATA[f"contributors/{facts.contributor}"])
        self._period(node)
        self._contact(node)

    def distribution(self, table: TableFile) -> None:
        """One file: where it lies, under which licence, and what tells that it has arrived whole."""
        offer, facts, node = self.offer, self.facts, self._node(table.name)
        self._say(self._node("datensatz"), DCAT.distribution, node)
        self._say(node, RDF.type, DCAT.Distribution)
        self._describe(node, offer.title_of(table), offer.description_of(table))
        for relation in (DCAT.accessURL, DCAT.downloadURL):
            self._say(node, relation, facts.address and URIRef(facts.address + table.path))
        self._say(node, DCTERMS.license, facts.licence and GOVDATA[f"licenses/{facts.licence.code}"])
        attribution = offer.attribution_of(table)
        self._say(node, DCATDE.licenseAttributionByText, attribution and Literal(attribution, lang="de"))
        self._say(node, DCTERMS["format"], EU["file-type/CSV"])
        self._say(node, DCAT.mediaType, CSV)
        self._say(node, DCAT.byteSize, Literal(table.size, datatype=XSD.nonNegativeInteger))
        self._say(node, DCTERMS.conformsTo, TABLE_SCHEMA)
        self._say(TABLE_SCHEMA, RDF.type, DCTERMS.Standard)
        self._say(node, ADMS.status, EU["distribution-status/COMPLETED"])
        self._documented(node)
        self._checksum(node, table)

    def _describe(self, node: URIRef, title: str, description: str) -> None:
        """What catalogue, data set and distribution have in common."""
        offer, facts = self.offer, self.facts
        self._say(node, DCTERMS.title, Literal(title, lang="de"))
        self._say(node, DCTERMS.description, Literal(description, lang="de"))
        self._say(node, DCTERMS.language, EU["language/DEU"])
        self._say(node, DCTERMS.modified, Literal(offer.day))
        self._say(node, DCTERMS.issued, Literal(facts.issued) if facts.issued else None)
        self._say(node, DCATAP.availability, facts.availability and EU[f"planned-availability/{facts.availability}"])

    def _period(self, dataset: URIRef) -> None:
        """When and where: the days that rows speak of, and the city by its Gemeindeschlüssel."""
        node, city = self._node("zeitraum"), GOVDATA[f"politicalGeocoding/municipalityKey/{reference().ags}"]
        self._say(dataset, DCTERMS.temporal, node)
        self._say(node, RDF.type, DCTERMS.PeriodOfTime)
        self._say(node, DCAT.startDate, Literal(self.offer.first))
        self._say(node, DCAT.endDate, Literal(self.offer.last))
        self._say(city, RDF.type, DCTERMS.Location)
        for place in (dataset, self._node("katalog")):
            self._say(place, DCTERMS.spatial, city)

    def _contact(self, dataset: URIRef) -> None:
        facts, node = self.facts, self._node("kontakt")
        if facts.email or facts.form:
            self._say(dataset, DCAT.contactPoint, node)
            self._say(node, RDF.type, VCARD.Kind)
            self._say(node, VCARD.fn, Literal(facts.contact or reference().city))
            self._say(node, VCARD.hasEmail, facts.email and URIRef(f"mailto:{facts.email}"))
            self._say(node, VCARD.hasURL, facts.form and URIRef(facts.form))

    def _documented(self, distribution: URIRef) -> None:
        """The data package tells what each column means."""
        if self.facts.address:
            page = URIRef(self.facts.address + PACKAGE)
            self._say(distribution, FOAF.page, page)
            self._say(page, RDF.type, FOAF.Document)

    def _checksum(self, distribution: URIRef, table: TableFile) -> None:
        node = self._node(f"{table.name}-pruefsumme")
        self._say(distribution, SPDX.checksum, node)
        self._say(node, RDF.type, SPDX.Checksum)
        self._say(node, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
        self._say(node, SPDX.checksumValue, Literal(table.sha256, datatype=XSD.hexBinary))

    def _node(self, name: str) -> URIRef:
        """A part of this file; without an address it is told relative to wherever the file lies."""
        return URIRef(f"{self.facts.address}{FILE}#{name}" if self.facts.address else f"#{name}")

    def _say(self, subject: URIRef, relation: URIRef, value: Node | str | None) -> None:
        if isinstance(value, Node):
            self.graph.add((subject, relation, value))
