"""parindex: the public administration reform index (Chỉ số CCHC), from self-assessment to publication."""

from __future__ import annotations

__version__ = "0.1.0"
