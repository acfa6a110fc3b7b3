"""How the project is built: which way imports run, what every module keeps to, and what stands in the tree."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

import pytest
from pydantic import BaseModel

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("schemas", "extractors", "pipeline")
LOWER = {"schemas": (), "extractors": ("schemas",), "pipeline": ("schemas", "extractors")}
MODULES = sorted(path.relative_to(ROOT).as_posix() for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").glob("*.py"))
LONGEST_FILE = 250

TOP_LEVEL = {
    *(
        ".ci",
        ".gitignore",
        "CHANGELOG.md",
        "CITATION.cff",
        "CONTRIBUTING.md",
        "LICENSE",
        "Makefile",
        "README.md",
        "README.zh-CN.md",
    ),
    *("corpus", "extractors", "outputs", "pipeline", "pyproject.toml", "schemas", "tests"),
}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def imports(module: str) -> Iterator[str]:
    """The dotted names that a module imports, also inside functions."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(module: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(module)) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last name of what is called: ``open`` of ``path.open(…)``."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def dotted(module: str) -> str:
    return module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def loaded(module: str) -> ModuleType:
    return importlib.import_module(dotted(module))


def tracked() -> list[str]:
    """What belongs to the project: files under version control and new ones that are not ignored."""
    if not (ROOT / ".git").exists():
        pytest.skip("needs the version control that the files came with")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [name for name in listed if name and (ROOT / name).exists()]


# ---- layers


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module: str) -> None:
    package = module.partition("/")[0]
    allowed = {package, *LOWER[package]}
    own = {name for name in imports(module) if name.partition(".")[0] in {*PACKAGES, "tests", "corpus"}}
    assert {name for name in own if name.partition(".")[0] not in allowed} == set()


def test_schemas_need_pydantic_and_the_standard_library_alone() -> None:
    known = {"schemas", "pydantic", *sys.stdlib_module_names}
    roots = {name.partition(".")[0] for module in MODULES if module.startswith("schemas/") for name in imports(module)}
    assert roots <= known


def finders() -> set[str]:
    """The modules with a public function from a document to what one kind of mention is."""
    return {
        dotted(module)
        for module in MODULES
        if module.startswith("extractors/")
        for node in tree(module).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("find_")
        if [ast.unparse(each.annotation) for each in node.args.args if each.annotation] == ["Document"]
    }


def test_no_extractor_builds_on_a_finder() -> None:
    assert len(finders()) >= 4
    for module in MODULES:
        if module.startswith("extractors/"):
            assert set(imports(module)) & finders() == set(), module


def test_readers_know_nothing_of_what_is_extracted() -> None:
    allowed = ("pipeline.readers", "schemas.source", "extractors.rules", "extractors.shadow")
    for module in MODULES:
        if module.startswith("pipeline/readers/"):
            own = {name for name in imports(module) if name.partition(".")[0] in PACKAGES}
            assert {name for name in own if not name.startswith(allowed)} == set(), module


def test_views_read_what_the_store_gives_back() -> None:
    barred = ("extractors", "pipeline.readers", "pipeline.assemble", "pipeline.structure", "pipeline.extract")
    for module in MODULES:
        if module.startswith("pipeline/outputs/"):
            assert [name for name in imports(module) if name.startswith(barred)] == [], module


def test_imports_have_no_circle() -> None:
    names = {dotted(module): module for module in MODULES}
    uses = {name: {used for used in imports(module) if used in names} - {name} for name, module in names.items()}
    while free := {name for name, used in uses.items() if not used}:
        uses = {name: used - free for name, used in uses.items() if name not in free}
    assert uses == {}


# ---- what every module keeps to


@pytest.mark.parametrize("module", MODULES)
def test_public_names_are_documented(module: str) -> None:
    body = tree(module).body
    named = [node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"]
    assert [node.name for node in named if not ast.get_docstring(node)] == []
    assert ast.get_docstring(tree(module)), "a module says what it is for"


@pytest.mark.parametrize("module", MODULES)
def test_files_stay_readable_in_one_sitting(module: str) -> None:
    assert len((ROOT / module).read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("module", MODULES)
def test_only_the_command_line_prints(module: str) -> None:
    if module != "pipeline/commands/console.py":
        assert [call.lineno for call in calls(module) if called(call) in {"print", "Console", "pprint"}] == []


@pytest.mark.parametrize("module", MODULES)
def test_nothing_depends_on_the_clock_chance_or_the_network(module: str) -> None:
    barred = ("time", "random", "secrets", "socket", "ssl", "requests", "urllib.request", "http", "locale")
    roots = {name for name in imports(module) if name.startswith(barred)}
    assert {name for name in roots if name in barred or name.startswith(tuple(f"{each}." for each in barred))} == set()
    assert [call.lineno for call in calls(module) if called(call) in {"now", "today", "utcnow"}] == []


@pytest.mark.parametrize("module", MODULES + TESTS)
def test_text_is_read_and_written_with_its_encoding(module: str) -> None:
    unsaid = [call.lineno for call in calls(module) if opens_text(call) and not says_encoding(call)]
    assert unsaid == []


def opens_text(call: ast.Call) -> bool:
    """A call that reads or writes text; ``archive.open(name)`` opens a member of an archive, in bytes."""
    if called(call) in {"read_text", "write_text"}:
        return True
    method = isinstance(call.func, ast.Attribute)
    if called(call) != "open" or (method and call.args and not isinstance(call.args[0], ast.Constant)):
        return False
    modes = [node.value for node in call.args[0 if method else 1 :] if isinstance(node, ast.Constant)]
    return not any("b" in str(mode) for mode in modes)


def says_encoding(call: ast.Call) -> bool:
    return any(keyword.arg == "encoding" for keyword in call.keywords)


@pytest.mark.parametrize("module", MODULES)
def test_models_are_frozen(module: str) -> None:
    for value in vars(loaded(module)).values():
        if isinstance(value, type) and issubclass(value, BaseModel) and value is not BaseModel:
            assert value.model_config.get("frozen"), value.__name__


# ---- what stands in the tree


def test_top_level_is_as_agreed() -> None:
    assert {name.partition("/")[0] for name in tracked()} == TOP_LEVEL


def test_no_path_of_one_machine_and_no_address_of_an_index() -> None:
    folders = "|".join(("work", "root", "home", "Users", "tmp", "opt"))  # put together: this file is tracked too
    addresses = "|".join(("index" + "-url", "find" + "-links", "/" + "simple/", "file:" + "//"))
    barred = re.compile(rf"(?<![\w.)*/\]])/(?:{folders})/|[A-Z]:\\Users|{addresses}")
    found = []
    for name in tracked():
        data = (ROOT / name).read_bytes()
        if b"\0" not in data:
            lines = data.decode("utf-8", errors="replace").splitlines()
            found += [f"{name}:{number}" for number, line in enumerate(lines, 1) if barred.search(line)]
    assert found == []


def test_no_large_file() -> None:
    assert [name for name in tracked() if (ROOT / name).stat().st_size > 300 * 1024] == []


# ---- packaging


def project() -> dict[str, object]:
    settings: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return settings


def plain(requirement: str) -> str:
    """The name of a distribution as indexes compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement)[0]).lower()


def extras() -> dict[str, set[str]]:
    """What each extra asks for, without those that gather other extras (``duban[…]``)."""
    table = project()["project"]
    assert isinstance(table, dict)
    listed = table["optional-dependencies"].items()
    return {extra: {plain(each) for each in asked} - {"duban"} for extra, asked in listed}


def declared() -> set[str]:
    table = project()["project"]
    assert isinstance(table, dict)
    return {plain(requirement) for requirement in table["dependencies"]}


_OWNERS = {"cv2": "opencv-python-headless"}  # where it is not installed, and its module has another name


def foreign() -> set[str]:
    """The distributions that the program imports; one that is not installed goes by the name of its module."""
    owners = packages_distributions()
    roots = {name.partition(".")[0] for module in MODULES for name in imports(module)}
    roots -= {*PACKAGES, *sys.stdlib_module_names}
    return {plain(owner) for root in roots for owner in owners.get(root, [_OWNERS.get(root, root)])}


def test_every_library_that_is_imported_is_declared() -> None:
    assert foreign() <= declared().union(*(asked for extra, asked in extras().items() if extra != "dev"))


def test_the_version_to_cite_is_the_version() -> None:
    table = project()["project"]
    assert isinstance(table, dict)
    assert f"\nversion: {table['version']}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_every_library_that_is_declared_is_imported() -> None:
    assert declared() <= foreign()


def test_every_library_is_pinned_for_the_checks() -> None:
    lines = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+]+", line)] == []
    assert declared().union(*extras().values()) <= {plain(line) for line in lines}


def test_every_table_goes_into_the_package() -> None:
    tool = project()["tool"]
    assert isinstance(tool, dict)
    data = tool["setuptools"]["package-data"]
    packed = {path for package in data for glob in data[package] for path in (ROOT / package).glob(glob)}
    tables = {path for package in PACKAGES for path in (ROOT / package).rglob("*.toml")}
    assert {path for path in packed if path.suffix == ".toml"} == tables
    assert len(tables) > 10


def test_everything_that_the_page_is_made_of_goes_into_the_package() -> None:
    tool = project()["tool"]
    assert isinstance(tool, dict)
    packed = {
        path for glob in tool["setuptools"]["package-data"]["pipeline"] for path in (ROOT / "pipeline").glob(glob)
    }
    pages = {path for path in (ROOT / "pipeline" / "templates").rglob("*") if path.is_file()}
    assert pages <= packed
    assert len(pages) > 15


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {(ROOT / module).parent for module in MODULES}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


# ---- documents of record

RECORDS = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md", "outputs/README.md", "corpus/README.md")


@pytest.mark.parametrize("record", RECORDS)
def test_links_and_commands_of_the_documents_exist(record: str) -> None:
    text = (ROOT / record).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert [link for link in links if not ((ROOT / record).parent / link).exists()] == []
    verbs = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)) <= verbs
    tables = set(re.findall(r"`((?:extractors|pipeline|tests)/[\w./]+)`", text))
    assert [name for name in tables if not (ROOT / name).exists()] == []
