"""The whole pipeline on one machine: a broker and all workers as child processes, none of them ever orphaned."""
