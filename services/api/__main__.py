"""Runs the api until it is told to stop."""

from services.api.serve import serve

if __name__ == "__main__":
    serve()
