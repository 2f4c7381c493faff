"""The core runs on the standard library and msgspec, and the contract says so in full."""

import subprocess
import sys
from importlib.metadata import packages_distributions

from house import ROOT, contract, locked

IMPORT_EVERYTHING = """
import importlib, pkgutil, sys

def is_allowed(name):
    top = name.partition(".")[0]
    # How this Python was built is the standard library's too, under a name of its own.
    return top in allowed or top.startswith("_sysconfigdata")

allowed = {"putright", "msgspec"} | sys.stdlib_module_names

class Wall:
    def find_spec(self, name, path=None, target=None):
        if not is_allowed(name):
            raise ImportError("the core must not import " + name)

class Gate:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("putright.") and not name.startswith("putright.core"):
            raise ImportError("the core must not import " + name)

for name in [name for name in sys.modules if not is_allowed(name)]:
    del sys.modules[name]
sys.meta_path[:0] = [Wall(), Gate()]
PLANT
import putright.core
for module in pkgutil.walk_packages(putright.core.__path__, "putright.core."):
    importlib.import_module(module.name)
    print(module.name)
"""


def import_everything(plant: str = "") -> subprocess.CompletedProcess[str]:
    code = IMPORT_EVERYTHING.replace("PLANT", plant)
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_core_imports_with_all_else_blocked() -> None:
    result = import_everything()

    assert result.returncode == 0, result.stderr
    assert "putright.core.workdays" in result.stdout


def test_the_block_stops_a_third_party_and_an_upper_floor() -> None:
    assert "must not import jinja2" in import_everything("import jinja2").stderr
    assert "must not import putright.cli" in import_everything("import putright.cli").stderr


def test_contract_forbids_every_locked_package_but_msgspec() -> None:
    modules_of: dict[str, set[str]] = {}
    for module, distributions in packages_distributions().items():
        for distribution in distributions:
            modules_of.setdefault(distribution.lower().replace("_", "-"), set()).add(module)
    forbidden = set(contract(2)["forbidden_modules"])

    wanted = set()
    for name in locked() - {"msgspec"}:
        # What this system does not need is locked but not installed (colorama, on Linux).
        wanted |= modules_of.get(name, {name.replace("-", "_")})

    assert wanted, "the lock names nothing"
    assert wanted <= forbidden, f"add to contract 2: {sorted(wanted - forbidden)}"
    assert "msgspec" not in forbidden
