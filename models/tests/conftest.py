"""Lets the tests import the modules beside this folder, which are run as scripts."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
