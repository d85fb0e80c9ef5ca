"""The catalogue: what is known about work, as YAML files, and how they are read.

`records` says what a file may hold, `loading` reads all of them, `checking` tries the rules on
their own examples.
"""

from knowledge.catalogue.content import Catalogue
from knowledge.catalogue.loading import load_catalogue

__all__ = ["Catalogue", "load_catalogue"]
