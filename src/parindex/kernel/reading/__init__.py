"""What every reader of a spreadsheet needs: cells, numbers as people type them, a measured package. Needs no Django."""
