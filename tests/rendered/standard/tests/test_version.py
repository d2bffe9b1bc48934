from my_package import __version__


def test_knows_its_version() -> None:
    assert __version__[0].isdigit()
