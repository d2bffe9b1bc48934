"""`python -m ironwheel` is the same program as `scaffold`."""

from ironwheel.cli.main import main

if __name__ == "__main__":
    main()
