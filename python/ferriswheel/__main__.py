"""`python -m ferriswheel` is the same program as `scaffold`."""

from ferriswheel.cli import main

if __name__ == "__main__":
    main()
