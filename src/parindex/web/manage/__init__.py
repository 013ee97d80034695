"""Running a cycle: progress, assignments, the council's dockets, publication, journal."""
