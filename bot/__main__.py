"""`python -m bot`: the commands."""

from bot.cli.main import main

if __name__ == "__main__":
    main()
