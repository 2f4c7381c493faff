"""Lets the tests of this folder share how chains are walked and broken."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
