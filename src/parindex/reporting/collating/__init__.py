"""Collation upward: the report of a body, assembled from the reports that were sent to it.

``sums`` and ``conflicts`` are pure; ``queries`` read, ``operations`` write.
"""
