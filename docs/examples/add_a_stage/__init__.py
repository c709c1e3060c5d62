"""The files of "Add a stage in 30 lines" in CONTRIBUTING.md, laid out as they would lie in the repository."""
