"""Workbooks as officials fill them: written with everything known, read with every mistake named by its cell."""
