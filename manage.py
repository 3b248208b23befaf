"""Run the project's commands from a checkout; installed, the same commands are called `samverkan`."""

from samverkan.site.cli import main

if __name__ == "__main__":
    main()
