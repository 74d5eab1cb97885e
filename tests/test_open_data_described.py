"""What describes open data: the reference validators find nothing wrong, and find what is made wrong."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
import re
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import frictionless
import pyshacl
import pytest
from pydantic import Field
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SH
from rdflib.term import Node

from analytics import legal, open_data
from analytics.cells import Integer
from analytics.contract import EXPORTS, BroadbandArea, Cost, Measure, header
from analytics.errors import UserFacingError
from analytics.intake.casts import casts
from analytics.open_data import city_facts
from analytics.open_data.catalogue import DCAT, DCATDE, SPDX, VCARD
from analytics.open_data.package import fields
from analytics.publish import publish
from analytics.settings import ROOT
from analytics.store import Store
from tests.deliveries import broadband, cost, measure, write_csv
from tests.open_data import FACTS

SHAPES = Path(__file__).parent / "dcat_ap_de.ttl"
DAY = dt.date(2021, 12, 31)
ADDRESS = "https://daten.example.org/digitalbilanz/"
PARTS = ("massnahmen", "kosten", "breitband")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    publish(ROOT / "data" / "exports", Store(folder))
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three rows per file that is no sample."""
    place = tmp_path_factory.mktemp("small")
    tables = {
        "measures": [measure(DAY, number) for number in ("4.01", "5.03", "6.01")],
        "costs": [cost(DAY, f"B{number}") for number in range(3)],
        "broadband": [broadband(DAY, min_mbits=mbits, source="Breitbandatlas 06/2021") for mbits in (50, 100, 1000)],
    }
    write_csv({DAY: tables}, place / "exports")
    publish(place / "exports", Store(place / "store"))
    return place / "store"


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a city that has filled in all facts."""
    monkeypatch.setenv("DIGITALBILANZ_REFERENCE", str(tmp_path))
    (tmp_path / legal.FILE).write_text(FACTS, "utf-8")
    return tmp_path / legal.FILE


def faults(path: Path) -> set[str]:
    """The kinds of fault that frictionless finds in a package."""
    report = frictionless.validate(str(path))
    return {kind for (kind,) in report.flatten(["type"])}


def package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return found


def test_the_package_of_the_sample_is_valid_as_folder_and_as_zip(sample: Path, tmp_path: Path) -> None:
    offer = open_data.write(sample, None, tmp_path / "out")
    open_data.write(sample, None, tmp_path / "out.zip")
    for path in (tmp_path / "out" / "datapackage.json", tmp_path / "out.zip"):
        report = frictionless.validate(str(path))
        assert report.valid and not report.warnings, report.flatten(["type", "message"])
        assert {task.name: task.stats["rows"] for task in report.tasks} == {t.name: t.rows for t in offer.tables}


SPOILT = [
    ("massnahmen.csv", b";ja;", b";vielleicht;", "type-error"),
    ("massnahmen.csv", b"31.12.2021", b"2021-12-31", "type-error"),
    ("massnahmen.csv", b";50,00;", b";500,00;", "constraint-error"),
    ("massnahmen.csv", b";EDV;", b";XYZ;", "constraint-error"),
    ("massnahmen.csv", b";5.03;", b";;", "constraint-error"),
    ("massnahmen.csv", b"31.12.2021;6.01", b"31.12.2021;5.03", "primary-key"),
    ("kosten.csv", b";5.03;", b";9.99;", "foreign-key"),
    ("kosten.csv", b";100,00", b";100.00", "type-error"),
    ("kosten.csv", b";Ansatz;", b";Absatz;", "constraint-error"),
    ("breitband.csv", b";1000;", b";0;", "constraint-error"),
    ("breitband.csv", b"03241001", b"3241001", "constraint-error"),
    ("breitband.csv", b";Quelle", b";Herkunft", "incorrect-label"),
]


@pytest.mark.parametrize(("name", "right", "wrong", "kind"), SPOILT)
def test_a_spoilt_cell_is_found(small: Path, tmp_path: Path, name: str, right: bytes, wrong: bytes, kind: str) -> None:
    open_data.write(small, None, tmp_path / "out")
    path = tmp_path / "out" / name
    assert faults(tmp_path / "out" / "datapackage.json") == set()
    assert right in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(right, wrong, 1))
    resource = next(one for one in package(tmp_path / "out")["resources"] if one["path"] == name)
    resource |= {"bytes": path.stat().st_size, "hash": f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"}
    rewrite(tmp_path / "out", lambda found: replaced(found, resource))
    assert kind in faults(tmp_path / "out" / "datapackage.json")


def rewrite(folder: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    text = json.dumps(change(package(folder)), ensure_ascii=False)
    (folder / "datapackage.json").write_text(text, "utf-8")


def replaced(found: dict[str, Any], resource: dict[str, Any]) -> dict[str, Any]:
    others = [resource if one["path"] == resource["path"] else one for one in found["resources"]]
    return found | {"resources": others}


def test_other_bytes_are_found(small: Path, tmp_path: Path) -> None:
    open_data.write(small, None, tmp_path / "out")
    path = tmp_path / "out" / "kosten.csv"
    path.write_bytes(path.read_bytes().replace(b"TH 18", b"TH 19", 1))
    assert faults(tmp_path / "out" / "datapackage.json") == {"hash-count"}
    path.write_bytes(path.read_bytes().replace(b"TH 19", b"TH 180", 1))
    assert faults(tmp_path / "out" / "datapackage.json") == {"hash-count", "byte-count"}


def test_the_schema_is_that_of_the_contract() -> None:
    for export in EXPORTS:
        found = fields(export)
        assert [field["name"] for field in found] == list(header(export).values())
        required = {field["name"] for field in found if field.get("constraints", {}).get("required")}
        assert required == {header(export)[cast.name] for cast in casts(export) if not cast.is_optional}
        assert all(field["description"] and field["title"] for field in found)
    kinds = {"DATE": "date", "BIGINT": "integer", "BOOLEAN": "boolean", "VARCHAR": "string", "VARCHAR[]": "string"}
    for export in EXPORTS:
        types = [kinds.get(cast.type, "number") for cast in casts(export)]
        assert [field["type"] for field in fields(export)] == types


@pytest.mark.parametrize(
    ("export", "name", "expected"),
    [
        (Measure, "Titel", {"required": True, "maxLength": 200}),
        (Measure, "Ampel", {"enum": ["grün", "gelb", "rot"]}),
        (Measure, "Fortschritt in Prozent", {"required": True, "minimum": 0, "maximum": 100}),
        (Measure, "Ausschuss", {"required": True, "enum": ["AGOB", "AOrgPers", "AWL", "EDV"]}),
        (Measure, "Drucksache", {"pattern": "^[0-9A-Z][0-9A-Z-]*/[0-9]{4}( ?[A-Z][0-9])?$"}),
        (Cost, "Monat", {"minimum": 1, "maximum": 12}),
        (Cost, "Haushaltsjahr", {"required": True, "minimum": 2000, "maximum": 2100}),
        (BroadbandArea, "Mbit/s ab", {"required": True, "minimum": 1}),
        (BroadbandArea, "Anteil in Prozent", {"minimum": 0, "maximum": 100}),
        (BroadbandArea, "Anschlüsse gesamt", {"minimum": 0}),
    ],
)
def test_constraints_say_what_the_contract_says(export: type[Any], name: str, expected: dict[str, Any]) -> None:
    found = {field["name"]: field.get("constraints", {}) for field in fields(export)}[name]
    assert {key: sorted(limit) if key == "enum" else limit for key, limit in found.items()} == {
        key: sorted(limit) if key == "enum" else limit for key, limit in expected.items()
    }


def test_a_changed_contract_changes_the_schema() -> None:
    class Changed(Cost):
        month: Annotated[Integer, Field(ge=1, le=4)] = Field(alias="Quartal", description="Quartal 1 bis 4")

    found = next(field for field in fields(Changed) if field["name"] == "Quartal")
    assert found["constraints"] == {"required": True, "minimum": 1, "maximum": 4}


def test_a_constraint_without_a_translation_raises() -> None:
    class Changed(Cost):
        month: Annotated[Integer, Field(multiple_of=3)] = Field(alias="Monat", description="Ende eines Quartals")

    with pytest.raises(TypeError, match="month: no Table Schema"):
        fields(Changed)


def test_districts_are_codes_of_the_city(small: Path, tmp_path: Path) -> None:
    pattern = next(field for field in fields(Measure) if field["name"] == "Stadtbezirke")["constraints"]["pattern"]
    assert all(re.fullmatch(pattern, text) for text in ("01", "01|13", "02|03|04"))
    assert not any(re.fullmatch(pattern, text) for text in ("14", "1", "01|", "01||02", "01,02"))


def test_a_sample_says_so_wherever_it_has_a_title(sample: Path, small: Path, tmp_path: Path) -> None:
    open_data.write(sample, None, tmp_path / "sample")
    open_data.write(small, None, tmp_path / "real")
    for name, is_sample in (("sample", True), ("real", False)):
        found, graph = package(tmp_path / name), Graph().parse(tmp_path / name / "dcat-ap.ttl")
        texts = [one[key] for one in (found, *found["resources"]) for key in ("title", "description")]
        texts += [str(text) for said in (DCTERMS.title, DCTERMS.description) for text in graph.objects(None, said)]
        assert len(texts) == 18 and {"Beispieldaten" in text for text in texts} == {is_sample}


def test_the_package_names_version_licence_and_sources(small: Path, tmp_path: Path, filled: Path) -> None:
    offer = open_data.write(small, None, tmp_path / "out")
    found = package(tmp_path / "out")
    assert found["version"] == offer.snapshot and found["licenses"][0]["name"] == "DL-DE-BY-2.0"
    sources = {one["name"]: [source["title"] for source in one["sources"]] for one in found["resources"]}
    assert sources["kosten"] == ["Landeshauptstadt Hannover"] and sources["breitband"][0].startswith("Breitbandatlas |")
    filled.unlink()
    open_data.write(small, None, tmp_path / "unsaid")
    unsaid = package(tmp_path / "unsaid")
    assert "licenses" not in unsaid and "Lizenz ist noch nicht festgelegt" in unsaid["description"]


def test_without_measures_no_key_leads_to_them(tmp_path: Path) -> None:
    write_csv({DAY: {"broadband": [broadband(DAY)]}}, tmp_path / "exports")
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    open_data.write(tmp_path / "store", None, tmp_path / "out")
    assert [one["path"] for one in package(tmp_path / "out")["resources"]] == ["breitband.csv"]
    assert faults(tmp_path / "out" / "datapackage.json") == set()


# --- the record for data portals ---


@functools.cache
def shapes() -> Graph:
    return Graph().parse(SHAPES)


def breaches(graph: Graph) -> set[tuple[str, str, str]]:
    """(severity, part of the record, property) of each result of pyshacl."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes())
    assert isinstance(report, Graph)
    return {
        tuple(
            re.split("[#/]", str(report.value(one, said)))[-1]
            for said in (SH.resultSeverity, SH.focusNode, SH.resultPath)
        )
        for one in report.subjects(RDF.type, SH.ValidationResult)
    }


def record(store: Path, folder: Path) -> Graph:
    open_data.write(store, None, folder)
    return Graph().parse(folder / "dcat-ap.ttl")


def test_a_filled_in_record_breaks_no_rule(sample: Path, small: Path, tmp_path: Path, filled: Path) -> None:
    for name, store in (("sample", sample), ("small", small)):
        assert breaches(record(store, tmp_path / name)) == set()


def test_an_unfilled_record_lacks_what_only_the_city_knows_and_nothing_else(small: Path, tmp_path: Path) -> None:
    lacking = {("Violation", part, said) for part in PARTS for said in ("accessURL", "license")}
    lacking |= {("Warning", part, "availability") for part in (*PARTS, "datensatz", "katalog")}
    lacking |= {("Warning", "datensatz", "contactPoint"), ("Warning", "katalog", "issued")}
    assert breaches(record(small, tmp_path / "out")) == lacking


DEMANDED: list[tuple[str, Node]] = [
    ("katalog", DCTERMS.title),
    ("katalog", DCTERMS.publisher),
    ("datensatz", DCTERMS.title),
    ("datensatz", DCTERMS.description),
    ("datensatz", DCTERMS.publisher),
    ("datensatz", DCAT.keyword),
    ("datensatz", DCAT.theme),
    ("datensatz", DCTERMS.spatial),
    ("datensatz", DCTERMS.temporal),
    ("datensatz", DCATDE.politicalGeocodingLevelURI),
    ("kosten", DCAT.accessURL),
    ("kosten", DCTERMS.license),
    ("kosten", DCTERMS["format"]),
    ("kosten-pruefsumme", SPDX.checksumValue),
    ("kontakt", RDF.type),
]


@pytest.mark.parametrize(("part", "said"), DEMANDED)
def test_what_is_taken_out_is_missed(small: Path, tmp_path: Path, filled: Path, part: str, said: URIRef) -> None:
    graph = record(small, tmp_path / "out")
    node = URIRef(f"{ADDRESS}dcat-ap.ttl#{part}")
    assert (node, said, None) in graph
    graph.remove((node, said, None))
    assert breaches(graph)


def test_a_wrong_kind_of_value_is_found(small: Path, tmp_path: Path, filled: Path) -> None:
    graph = record(small, tmp_path / "out")
    graph.set((URIRef(f"{ADDRESS}dcat-ap.ttl#datensatz"), DCTERMS.modified, Literal("gestern")))
    graph.set((URIRef(f"{ADDRESS}dcat-ap.ttl#kosten"), DCTERMS.license, URIRef("https://example.org/frei")))
    assert breaches(graph) == {("Violation", "datensatz", "modified"), ("Violation", "kosten", "license")}


def test_the_record_tells_the_files_as_they_are(small: Path, tmp_path: Path, filled: Path) -> None:
    graph = record(small, tmp_path / "out")
    for part in PARTS:
        node, content = URIRef(f"{ADDRESS}dcat-ap.ttl#{part}"), (tmp_path / "out" / f"{part}.csv").read_bytes()
        assert graph.value(node, DCAT.byteSize).toPython() == len(content)
        checksum = graph.value(node, SPDX.checksum)
        assert str(graph.value(checksum, SPDX.checksumValue)) == hashlib.sha256(content).hexdigest()
        assert str(graph.value(node, DCAT.downloadURL)) == f"{ADDRESS}{part}.csv"
    text = {
        part: str(graph.value(URIRef(f"{ADDRESS}dcat-ap.ttl#{part}"), DCATDE.licenseAttributionByText))
        for part in PARTS
    }
    assert text["kosten"] == "Stadt Beispiel, Stelle für Daten"
    assert text["breitband"].startswith("Stadt Beispiel, Stelle für Daten; Breitbandatlas | Gigabit-Grundbuch")


def test_the_record_says_what_the_city_says(small: Path, tmp_path: Path, filled: Path) -> None:
    offer = open_data.write(small, None, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        graph = Graph().parse(data=archive.read("dcat-ap.ttl"), format="turtle")
    node = URIRef(f"{ADDRESS}dcat-ap.ttl#datensatz")
    assert str(graph.value(node, DCTERMS.identifier)) == offer.snapshot == str(graph.value(node, DCAT.version))
    assert str(graph.value(node, DCTERMS.accrualPeriodicity)).endswith("/frequency/ANNUAL_2")
    assert str(graph.value(node, DCATDE.contributorID)).endswith("/contributors/beispielportal")
    assert str(graph.value(node, DCTERMS.spatial)).endswith("/municipalityKey/03241001")
    assert graph.value(node, DCTERMS.issued).toPython() == dt.date(2022, 1, 31)
    assert graph.value(node, DCTERMS.modified).toPython() == DAY
    contact = graph.value(node, DCAT.contactPoint)
    assert str(graph.value(contact, VCARD.hasEmail)) == "mailto:daten@example.org"


# --- the facts of the city ---


def test_nothing_about_the_city_is_invented() -> None:
    shipped = tomllib.loads((ROOT / "data" / "reference" / legal.FILE).read_text("utf-8"))[city_facts.SECTION]
    assert set(shipped.values()) == {""}
    assert shipped.keys() == tomllib.loads(FACTS)[city_facts.SECTION].keys()
    assert city_facts.facts().missing == tuple(city_facts.LABELS.values()) and city_facts.facts().lacks_demanded


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("dl-by-de/2.0", "frei"),
        ("https://daten.example.org", "http://daten.example.org"),
        ("daten@example.org", "daten"),
        ("https://example.org/kontakt", 'javascript:alert'),
        ("beispielportal", "bei spiel"),
        ("halbjährlich", "manchmal"),
        ("mittelfristig", "ewig"),
        ("31.01.2022", "31.02.2022"),
        ("31.01.2022", "2022-01-31"),
    ],
)  # fmt: skip
def test_an_unfit_fact_is_one_sentence_and_writes_nothing(
    small: Path, tmp_path: Path, filled: Path, right: str, wrong: str
) -> None:
    filled.write_text(FACTS.replace(right, wrong), "utf-8")
    with pytest.raises(UserFacingError, match=rf"„{re.escape(wrong)}[^“]*“: bitte mit .+ füllen\.$"):
        open_data.write(small, None, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("licence", city_facts.LICENCES)
def test_each_licence_is_told_in_both_descriptions(
    small: Path, tmp_path: Path, filled: Path, licence: city_facts.Licence
) -> None:
    filled.write_text(FACTS.replace("dl-by-de/2.0", licence.code), "utf-8")
    graph = record(small, tmp_path / "out")
    assert breaches(graph) == set()
    assert {str(one) for one in graph.objects(None, DCTERMS.license)} == {
        f"http://dcat-ap.de/def/licenses/{licence.code}"
    }
    assert package(tmp_path / "out")["licenses"][0]["title"] == licence.title
    node = URIRef(f"{ADDRESS}dcat-ap.ttl#kosten")
    assert ((node, DCATDE.licenseAttributionByText, None) in graph) == licence.names_source


def test_one_way_of_contact_is_enough(small: Path, tmp_path: Path, filled: Path) -> None:
    for lost in ("kontakt_email", "kontakt_formular"):
        filled.write_text(re.sub(f"^{lost} = .*$", "", FACTS, flags=re.MULTILINE), "utf-8")
        assert breaches(record(small, tmp_path / lost)) == set()
        assert city_facts.facts().missing == ()
