"""The embedded backend: a tantivy index in a folder, one writing process, any number of reading ones."""
