"""The folder of other people's files is exactly what its list says."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

VENDOR = Path(__file__).resolve().parents[2] / "quizapp" / "static" / "vendor"
OURS = {"VENDOR.toml", "README.md"}
PACKAGES = tomllib.loads((VENDOR / "VENDOR.toml").read_text(encoding="utf-8"))["packages"]
LISTED = {path: file for package in PACKAGES for path, file in package["files"].items()}
BEGINNINGS = {"MIT": "Permission is hereby granted, free of charge", "OFL-1.1": "SIL OPEN FONT LICENSE"}


@pytest.mark.parametrize("path", sorted(LISTED))
def test_a_listed_file_has_its_hash(path: str) -> None:
    found = hashlib.sha256((VENDOR / path).read_bytes()).hexdigest()
    assert found == LISTED[path]["sha256"], f"{path} is not the file that VENDOR.toml lists"


def test_no_unlisted_file_is_there() -> None:
    present = {file.relative_to(VENDOR).as_posix() for file in VENDOR.rglob("*") if file.is_file()}
    assert present - OURS == set(LISTED)


@pytest.mark.parametrize("sheet", sorted(path for path in LISTED if path.endswith(".css")))
def test_a_style_sheet_references_only_files_that_are_listed(sheet: str) -> None:
    text = (VENDOR / sheet).read_text(encoding="utf-8")
    urls = re.findall(r"url\(\s*[\"']?([^\"')]+)", text)
    files = [url for url in urls if not url.startswith("data:")]
    assert [url for url in files if (Path(sheet).parent / url).as_posix() not in LISTED] == []
    assert "@import" not in text


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_a_license_text_accompanies_each_package(package: dict[str, str]) -> None:
    text = (VENDOR / package["license_file"]).read_text(encoding="utf-8")
    assert package["license_file"] in package["files"]
    assert BEGINNINGS[package["license"]] in text


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_a_package_says_where_it_comes_from(package: dict[str, str]) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert re.fullmatch(r"(@[a-z]+/)?[a-z]+", package["npm"])


def test_the_list_names_packages_and_no_address() -> None:
    assert not re.search(r"https?:|://|\bwww\.", (VENDOR / "VENDOR.toml").read_text(encoding="utf-8"))
