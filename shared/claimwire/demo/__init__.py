"""The sample newsroom: fictional outlets on the loopback address, with all that real news pages do."""
