"""Pages that everybody may read: results and criteria."""
