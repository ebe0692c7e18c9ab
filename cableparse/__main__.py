"""`python -m cableparse` is the command line."""

from cableparse.cli import main

if __name__ == "__main__":
    main()
