"""The network of a run: what its graph holds, that its counts are the store's, and that other programs read it."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from pipeline.collect import collect
from pipeline.extract import extract_bytes, extract_file
from pipeline.messages import UserError
from pipeline.outputs.forms import TableForm
from pipeline.outputs.network.graph import RELATIONS, Succession, build_graph, nodes_of
from pipeline.outputs.network.graph_files import Look, write_gexf, write_graphml
from pipeline.outputs.network.picture import MOST, spots
from pipeline.outputs.network.shares import dominated, gini, shares
from pipeline.outputs.network.ties import build_ties, measure, sources_of
from pipeline.outputs.network.write import write_network
from pipeline.outputs.roles import department, parties_once
from pipeline.outputs.tables.files import need
from pipeline.store import FileRecord, Store, open_store
from pipeline.successions import successions
from schemas.obligation import Extraction, Obligation, Party
from tests.extractions import sample
from tests.runs import small_run


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with small_run(tmp_path_factory.mktemp("run")) as opened:
        yield opened


@pytest.fixture(scope="module")
def graph(store: Store) -> Any:
    return build_graph(store.extractions(), successions())


@pytest.fixture(scope="module")
def out(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(store, tmp_path_factory.mktemp("network"))


def written(store: Store, folder: Path) -> Path:
    write_network(store, folder, "zh", successions=successions(), share=0.5, formats=[TableForm.CSV])
    return folder


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def in_store(store: Store) -> Counter[tuple[str, str]]:
    """How often each department leads and supports, counted from the store alone."""
    return Counter(
        (name, party.role) for obligation in store.obligations() for name, party in parties_once(obligation).items()
    )


def obligation(number: int, leads: str, supports: str = "") -> Obligation:
    parties = [(name, "lead") for name in leads.split()] + [(name, "support") for name in supports.split()]
    return Obligation(
        document="甲.txt",
        number=number,
        start=0,
        end=1,
        text="务",
        section=(),
        parties=tuple(
            Party.model_validate({"name": name, "role": role, "kind": "organ", "start": 0, "end": 1})
            for name, role in parties
        ),
    )


def made(*obligations: Obligation) -> Extraction:
    return sample("甲.txt").model_copy(update={"obligations": obligations, "problems": ()})


# ---- counts agree


def test_graph_and_store_count_the_same(store: Store, graph: Any) -> None:
    obligations = list(store.obligations())
    assert len(nodes_of(graph, "obligation")) == len(obligations) > 100
    relations = Counter(data["relation"] for _, _, data in graph.edges(data=True))
    counted = in_store(store)
    for role in ("lead", "support"):
        assert relations[role] == sum(count for (_, each), count in counted.items() if each == role)
    assert relations["contains"] == len(obligations)
    assert set(relations) == set(RELATIONS)


def test_panel_departments_and_store_count_the_same(store: Store, out: Path) -> None:
    counted = in_store(store)
    for name in ("departments", "panel"):
        rows = table(out, name)
        for role, column in (("lead", "牵头数"), ("support", "配合数")):
            sums: Counter[tuple[str, str]] = Counter()
            for row in rows:
                sums[row["单位"], role] += int(row[column])
                assert int(row["任务数"]) == int(row["牵头数"]) + int(row["配合数"])
            assert +sums == Counter({key: n for key, n in counted.items() if key[1] == role})


def test_the_gaps_are_those_of_the_store(store: Store, out: Path) -> None:
    rows = table(out, "gaps")
    obligations = list(store.obligations())
    assert sum(int(row["无牵头"]) for row in rows) == sum(not each.names("lead") for each in obligations)
    assert sum(int(row["无时限"]) for row in rows) == sum(not (each.due or each.rrule) for each in obligations)
    assert sum(int(row["无指标"]) for row in rows) == sum(not each.targets for each in obligations)
    assert [(row["文件"], int(row["文件内序号"])) for row in rows] == [
        (each.document, each.number) for each in obligations
    ]
    alone = sum({"lead"} == {party.role for party in parties_once(each).values()} for each in obligations)
    assert sum(int(row["有牵头无配合"]) for row in rows) == alone > 0


# ---- what the graph holds


def test_an_undated_plan_stands_in_the_panel_under_the_year_of_its_title(tmp_path: Path) -> None:
    text = "岚溪县2021年水利工作要点\n一、任务\n1.由县水利局牵头，完成河道清淤。\n"
    extraction = extract_bytes(text.encode(), name="plan.txt")
    assert extraction.metadata.issued is None
    with open_store(tmp_path) as opened:
        opened.put(FileRecord(name="plan.txt"), extraction)
        write_network(opened, tmp_path, "zh", successions=(), share=0.5, formats=[TableForm.CSV])
    assert [row["发文年份"] for row in table(tmp_path, "panel")] == ["2021"]
    graph = build_graph([extraction])
    assert {year for _, _, year in graph.edges(data="year") if year} == {2021}


def test_documents_are_tied_by_the_numbers_that_they_cite(graph: Any) -> None:
    cites = {(source, target) for source, target, data in graph.edges(data=True) if data["relation"] == "cites"}
    county, city, province = (
        f"document:{name}"
        for name in (
            *("lanxi-county-2022-rural-water.txt", "lanan-city-2021-rural-water.pdf"),
            "yunling-province-2021-rural-water.docx",
        )
    )
    assert {(county, city), (city, province)} <= cites


def test_a_number_that_no_document_of_the_run_bears_is_a_node_outside_of_it() -> None:
    metadata = sample().metadata.model_copy(update={"cites": ("国发〔2020〕1号",)})
    graph = build_graph([sample().model_copy(update={"metadata": metadata})])
    assert graph.nodes["document:国发〔2020〕1号"]["in_run"] is False
    assert graph.has_edge("document:云岭省/方案.docx", "document:国发〔2020〕1号", key="cites")


def test_issuers_and_addressees_are_tied_to_their_document(graph: Any) -> None:
    document = "document:yunling-province-2021-rural-water.docx"
    assert graph.has_edge("department:云岭省人民政府办公厅", document, key="issues")
    assert graph.has_edge(document, "department:各市（州）人民政府", key="addressed_to")
    assert all(data["year"] == 2021 for *_, data in graph.out_edges(document, data=True))


def test_departments_meet_in_their_line_and_jurisdiction(graph: Any) -> None:
    water = {source for source, _, data in graph.in_edges("line:水利", data=True) if data["relation"] == "same_line"}
    assert {"department:云岭省水利厅", "department:澜安市水利局", "department:岚溪县水利局"} <= water
    assert graph.has_edge("department:云岭省水利厅", "jurisdiction:云岭省", key="within")


def test_edges_of_parties_name_their_obligation_and_year(graph: Any) -> None:
    edges = [edge for edge in graph.edges(data=True) if edge[2]["relation"] in ("lead", "support")]
    assert all(target == f"obligation:{data['obligation']}" for _, target, data in edges)
    assert {data.get("year") for _, _, data in edges} == {2020, 2021, None}  # one of the four bears no date


def test_who_leads_and_supports_one_task_leads_it() -> None:
    graph = build_graph([made(obligation(1, "甲局", "甲局 乙局"))])
    assert [data["relation"] for _, _, data in graph.out_edges("department:甲局", data=True)] == ["lead"]
    assert graph.nodes["obligation:甲.txt#1"]["leads"] == 1 and graph.nodes["obligation:甲.txt#1"]["supports"] == 1


def test_successions_stand_between_lines_that_the_run_names() -> None:
    party = Party(name="县扶贫办", role="lead", kind="organ", line="扶贫", start=0, end=1)
    plain = made(obligation(1, "").model_copy(update={"parties": (party,)}))
    graph = build_graph([plain], [Succession("乡村振兴", "扶贫", 2021), Succession("应急管理", "安全监管", 2018)])
    assert graph.edges["line:乡村振兴", "line:扶贫", "succeeds"]["year"] == 2021
    assert "line:应急管理" not in graph
    assert Succession("卫生健康", "卫生计生", 2018) in successions() and len(successions()) > 50
    assert all(1949 < each.year < 2100 and each.successor != each.predecessor for each in successions())


# ---- files


def test_graphml_and_gexf_give_every_attribute_back(graph: Any, tmp_path: Path) -> None:
    write_graphml(tmp_path / "a.graphml", graph)
    write_gexf(tmp_path / "a.gexf", graph, lambda _: Look((1, 2, 3), 4))
    for back in (nx.read_graphml(tmp_path / "a.graphml"), nx.read_gexf(tmp_path / "a.gexf")):
        assert attributes(back) == {node: dict(data) for node, data in graph.nodes(data=True)}
        assert edges_of(back) == edges_of(graph)


def attributes(graph: Any) -> dict[str, dict[str, Any]]:
    return {node: {key: v for key, v in data.items() if key != "viz"} for node, data in graph.nodes(data=True)}


def edges_of(graph: Any) -> list[tuple[str, str, list[tuple[str, Any]]]]:
    added = ("id", "weight")  # by the readers
    plain = ((s, t, sorted((k, v) for k, v in data.items() if k not in added)) for s, t, data in graph.edges(data=True))
    return sorted(plain, key=str)


@pytest.mark.slow
def test_the_graph_of_real_documents_opens_with_its_attributes(shared: Path, tmp_path: Path) -> None:
    paths = [item.path for item in collect([shared / "documents", shared / "seeds"], skip=tmp_path).inputs]
    chosen = [path for path in paths if "unlabelled" not in path.parts and path.suffix == ".txt"]
    graph = build_graph((extract_file(path, name=path.name) for path in chosen), successions())
    assert len(nodes_of(graph, "document")) >= 12
    write_graphml(tmp_path / "a.graphml", graph)
    write_gexf(tmp_path / "a.gexf", graph, lambda _: Look((1, 2, 3), 4))
    for back in (nx.read_graphml(tmp_path / "a.graphml"), nx.read_gexf(tmp_path / "a.gexf")):
        assert attributes(back) == {node: dict(data) for node, data in graph.nodes(data=True)}
        assert edges_of(back) == edges_of(graph)


def test_the_same_run_gives_the_same_bytes(store: Store, out: Path, tmp_path: Path) -> None:
    again = written(store, tmp_path)
    names = sorted(path.name for path in out.iterdir())
    assert len(names) == 16
    assert [name for name in names if (out / name).read_bytes() != (again / name).read_bytes()] == []


def test_ucinet_files_name_nodes_by_number(out: Path) -> None:
    lines = (out / "ties.dl").read_text(encoding="utf-8").splitlines()
    labels, data = lines[2 : lines.index("data:")], lines[lines.index("data:") + 1 :]
    assert lines[0] == f"dl n={len(labels)} format=edgelist1"
    ties = {(row["牵头单位（起点）"], row["配合单位（终点）"]): row["共同任务数"] for row in table(out, "ties")}
    assert len(data) == len(ties) > 50
    for source, target, weight in map(str.split, data):
        assert ties[labels[int(source) - 1].strip('"'), labels[int(target) - 1].strip('"')] == weight
    head, *rest = (out / "tasks.dl").read_text(encoding="utf-8").splitlines()
    rows, columns = rest.index("column labels:") - 1, rest.index("data:") - rest.index("column labels:") - 1
    assert head == f"dl nr={rows} nc={columns} format=edgelist2"


def test_the_picture_draws_its_characters_as_outlines(out: Path) -> None:
    svg = (out / "network.svg").read_text(encoding="utf-8")
    assert "<text" not in svg and "font-family" not in svg and svg.count("<use") > 100
    assert (out / "network.png").read_bytes().startswith(b"\x89PNG")


def test_the_picture_shows_the_ends_of_the_heaviest_ties() -> None:
    graph = build_graph(
        [made(*(obligation(n, f"甲{n}局", f"乙{n}局") for n in range(1, 50)), obligation(50, "甲1局", "乙1局"))]
    )
    ties = build_ties(graph)
    shown = spots(ties, measure(ties), dict.fromkeys(ties, 1))
    assert len(shown) == MOST and {"department:甲1局", "department:乙1局"} <= {spot.node for spot in shown}


def test_a_missing_library_is_named() -> None:
    with pytest.raises(UserError, match=r"duban\[graph\]"):
        need("graph", "no_such_library")


# ---- measures


def test_ties_weigh_the_tasks_that_one_leads_and_the_other_supports() -> None:
    graph = build_graph(
        [made(obligation(1, "甲局 乙局", "丙局"), obligation(2, "甲局", "丙局 丁局"), obligation(3, "丁局"))]
    )
    ties = build_ties(graph)
    weights = {(s[11:], t[11:]): data["weight"] for s, t, data in ties.edges(data=True)}
    assert weights == {("甲局", "丙局"): 2, ("乙局", "丙局"): 1, ("甲局", "丁局"): 1}
    assert ties.edges["department:甲局", "department:丙局"]["obligations"] == ["甲.txt#1", "甲.txt#2"]
    found = measure(ties)["department:甲局"]
    assert (found.partners_out, found.partners_in, found.strength_out, found.strength_in) == (2, 0, 3, 0)


def test_centralities_and_communities_are_those_of_a_bridge() -> None:
    left = [obligation(n, f"甲{n}局", "甲1局 甲2局 甲3局") for n in range(1, 4)]
    right = [obligation(10 + n, f"乙{n}局", "乙1局 乙2局 乙3局") for n in range(1, 4)]
    ties = build_ties(build_graph([made(*left, *right, obligation(20, "桥局", "甲1局 乙1局"))]))
    found = {node[11:]: measures for node, measures in measure(ties).items()}
    assert max(found, key=lambda name: found[name].betweenness) in ("桥局", "甲1局", "乙1局")
    assert found["桥局"].betweenness == pytest.approx(9 / 15)  # 9 of the 15 pairs of the others go through it
    assert found["甲2局"].community == found["甲3局"].community != found["乙2局"].community == found["乙3局"].community
    assert sum(each.pagerank for each in found.values()) == pytest.approx(1)


def test_betweenness_of_a_large_network_is_sampled_with_a_fixed_seed() -> None:
    ties = build_ties(build_graph([made(*(obligation(n, f"局{n}", f"局{n + 1}") for n in range(200)))]))
    sampled, again = (measure(ties, work=80 * 401) for _ in range(2))
    assert sources_of(ties, 80 * 401) == 80 and sources_of(ties) is None
    assert sampled == again != measure(ties)
    assert sampled["department:局100"].betweenness == pytest.approx(0.5, abs=0.1)  # the middle of a chain


CONCENTRATION = [
    # leads, HHI, Gini
    ([3, 3, 3, 3], 0.25, 0.0),
    ([12], 1.0, 0.0),
    ([9, 1, 1, 1], 84 / 144, 0.5),
]


@pytest.mark.parametrize(("leads", "hhi", "coefficient"), CONCENTRATION)
def test_concentration(leads: list[int], hhi: float, coefficient: float) -> None:
    names = [f"局{n}" for n, count in enumerate(leads) for _ in range(count)]
    graph = build_graph([made(*(obligation(n, name) for n, name in enumerate(names, 1)))])
    whole = next(shares(graph))
    assert whole.hhi == pytest.approx(hhi) and gini(leads) == pytest.approx(coefficient)
    assert (whole.led, whole.leading, whole.most) == (sum(leads), len(leads), "局0")
    assert whole.tops[0] == pytest.approx(max(leads) / sum(leads))


def test_one_department_dominates_a_document_beyond_a_share() -> None:
    graph = build_graph([made(*(obligation(n, "甲局" if n < 5 else "乙局") for n in range(1, 7)))])
    assert dominated(graph, 0.5) == {"甲.txt": "department:甲局"}
    assert dominated(graph, 0.7) == {}
    assert dominated(build_graph([made(obligation(1, "甲局"))]), 0.5) == {}


def test_a_run_without_ties_still_gives_every_file(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.put(FileRecord(name="甲.txt"), made(obligation(1, "")))
        folder = tmp_path / "network"
        folder.mkdir()
        written(store, folder)
    assert table(folder, "ties") == [] and len(list(folder.iterdir())) == 16


def test_a_department_counts_under_its_unified_name() -> None:
    party = Party(name="省卫计委", entity="云岭省卫生健康委", role="lead", kind="organ", start=0, end=1)
    assert department(party) == "云岭省卫生健康委"
    assert department(party.model_copy(update={"entity": "省卫计委"})) == "省卫计委"
