"""The rules of docs and ARCHITECTURE.md that a machine can check. One module per kind of rule; each gives check(tree)."""
