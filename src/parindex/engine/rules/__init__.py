"""The closed set of rule forms: one module each, listed in ``registry``."""

from __future__ import annotations
