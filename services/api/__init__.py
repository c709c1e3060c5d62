"""The api: search over HTTP, and a page for people. It reads the index and the object store, and writes nothing."""
