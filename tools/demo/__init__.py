"""The demo: invented mail, and the servers that `./dev run` and the tests start. Standard library only."""
